package dev.millrace.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.cli.connection.Place;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Dead letters for people. What producers sent is printed without the characters that steer a terminal. */
final class DeadLetterText {

    private static final String COLUMNS = "%-10s %-20s %-26s %-26s %-22s %9s %-8s %s";

    private DeadLetterText() {}

    static String heading() {
        return String.format(
                Locale.ROOT, COLUMNS, "LETTER", "TIME", "REASON", "FROM", "KEY", "BYTES", "REPLAYED", "MESSAGE");
    }

    static String line(DeadLetterRecord letter, Optional<ReplayNote> note) {
        return printable(String.format(
                Locale.ROOT,
                COLUMNS,
                letter.place(),
                letter.time().truncatedTo(ChronoUnit.SECONDS),
                letter.reason(),
                letter.from().getTopic() + " " + letter.fromPlace(),
                letter.key().orElse("-"),
                letter.lacksValue() ? "omitted" : size(letter.record().value()),
                note.map(each -> each.sentAs().toString()).orElse("-"),
                letter.message()));
    }

    /** How many there are of each reason, the most frequent first. */
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

    /** Everything of one. */
    static List<String> details(DeadLetterDetails whole) {
        List<Field> fields = new ArrayList<>(described(whole.letter()));
        fields.add(new Field("value", whole.valueInWords()));
        fields.add(new Field(
                "replayed",
                whole.note()
                        .map(note -> "as " + note.sentAs() + " at " + note.at())
                        .orElse("-")));
        whole.replayOf()
                .ifPresent(first -> fields.add(new Field(
                        "replay of", first.getTopic() + " " + new Place(first.getPartition(), first.getOffset()))));
        whole.headers().forEach(header -> fields.add(new Field("header", header.key() + ": " + value(header))));
        fields.addAll(whole.content());
        return fields.stream()
                .map(field -> printable(String.format(Locale.ROOT, "%-10s %s", field.name(), field.value())))
                .toList();
    }

    private static List<Field> described(DeadLetterRecord letter) {
        return List.of(
                new Field("letter", letter.place().toString()),
                new Field("reason", letter.reason()),
                new Field("stage", letter.stage()),
                new Field("message", letter.message()),
                new Field("from", letter.from().getTopic() + " " + letter.fromPlace()),
                new Field("time", letter.time().toString()),
                new Field("model", letter.model().orElse("-")),
                new Field("key", letter.key().orElse("-")));
    }

    /** Without control characters, line breaks among them. */
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
