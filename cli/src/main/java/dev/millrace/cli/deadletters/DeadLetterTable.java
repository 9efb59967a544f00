package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Prints dead letters, one per line. */
final class DeadLetterTable {

    private final PrintWriter out;
    private final boolean json;
    private final long limit;
    private final Map<String, Long> counts = new HashMap<>();
    private long printed;

    /** @param limit maximum number of lines; further dead letters are only counted */
    DeadLetterTable(PrintWriter out, boolean json, long limit) {
        this.out = out;
        this.json = json;
        this.limit = limit;
    }

    /** @param pending whether to leave out replayed dead letters */
    void print(DeadLetterLog log, Predicate<DeadLetterRecord> wanted, boolean pending) {
        Map<PartitionOffset, ReplayNote> notes = log.notes();
        if (!json) {
            out.println(DeadLetterText.heading());
        }
        log.read(deadLetter -> {
            Optional<ReplayNote> note = Optional.ofNullable(notes.get(deadLetter.offset()));
            if (wanted.test(deadLetter) && !(pending && note.isPresent())) {
                take(deadLetter, note);
            }
            return !(json && printed == limit) && !out.checkError();
        });
        if (!json) {
            DeadLetterText.summary(counts).forEach(out::println);
        }
        out.flush();
    }

    private void take(DeadLetterRecord deadLetter, Optional<ReplayNote> note) {
        counts.merge(deadLetter.reason(), 1L, Long::sum);
        if (printed < limit) {
            printed++;
            out.println(json ? DeadLetterJson.line(deadLetter, note) : DeadLetterText.line(deadLetter, note));
        }
    }
}
