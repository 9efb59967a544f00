package dev.millrace.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.cli.connection.PartitionOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Formats dead letters for the user. Removes terminal control characters from what producers sent. */
final class DeadLetterText {

    private static final String COLUMNS = "%-10s %-20s %-26s %-26s %-22s %9s %-8s %s";

    private DeadLetterText() {}

    static String heading() {
        return String.format(
                Locale.ROOT, COLUMNS, "LETTER", "TIME", "REASON", "FROM", "KEY", "BYTES", "REPLAYED", "MESSAGE");
    }

    static String line(DeadLetterRecord deadLetter, Optional<ReplayNote> note) {
        return printable(String.format(
                Locale.ROOT,
                COLUMNS,
                deadLetter.offset(),
                deadLetter.time().truncatedTo(ChronoUnit.SECONDS),
                deadLetter.reason(),
                deadLetter.from().getTopic() + " " + deadLetter.originalOffset(),
                deadLetter.key().orElse("-"),
                deadLetter.lacksValue() ? "omitted" : size(deadLetter.record().value()),
                note.map(each -> each.sentAs().toString()).orElse("-"),
                deadLetter.message()));
    }

    /** The count per reason, the most frequent first. */
    static List<String> summary(Map<String, Long> counts) {
        List<String> lines = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(count ->
                        lines.add(String.format(Locale.ROOT, "%9d %s", count.getValue(), printable(count.getKey()))));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        lines.add(String.format(Locale.ROOT, "%9d %s", all, all == 1 ? "dead letter" : "dead letters"));
        return lines;
    }

    /** All details of one dead letter. */
    static List<String> details(DeadLetterDetails whole) {
        List<Field> fields = new ArrayList<>(described(whole.deadLetter()));
        fields.add(new Field("value", whole.valueInWords()));
        fields.add(new Field(
                "replayed",
                whole.note()
                        .map(note -> "as " + note.sentAs() + " at " + note.at())
                        .orElse("-")));
        whole.replayOf()
                .ifPresent(first -> fields.add(new Field(
                        "replay of",
                        first.getTopic() + " " + new PartitionOffset(first.getPartition(), first.getOffset()))));
        whole.headers().forEach(header -> fields.add(new Field("header", header.key() + ": " + value(header))));
        fields.addAll(whole.content());
        return fields.stream()
                .map(field -> printable(String.format(Locale.ROOT, "%-10s %s", field.name(), field.value())))
                .toList();
    }

    private static List<Field> described(DeadLetterRecord deadLetter) {
        return List.of(
                new Field("letter", deadLetter.offset().toString()),
                new Field("reason", deadLetter.reason()),
                new Field("stage", deadLetter.stage()),
                new Field("message", deadLetter.message()),
                new Field("from", deadLetter.from().getTopic() + " " + deadLetter.originalOffset()),
                new Field("time", deadLetter.time().toString()),
                new Field("model", deadLetter.model().orElse("-")),
                new Field("key", deadLetter.key().orElse("-")));
    }

    /** The text without control characters, including line breaks. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "\ufffd");
    }

    private static String value(Header header) {
        return header.value() == null ? "null" : new String(header.value(), UTF_8);
    }

    private static String size(byte @Nullable [] value) {
        return value == null ? "-" : Integer.toString(value.length);
    }
}
