package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Place;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Prints letters, a line each. */
final class DeadLetterTable {

    private final PrintWriter out;
    private final boolean json;
    private final long limit;
    private final Map<String, Long> counts = new HashMap<>();
    private long printed;

    /** @param limit of lines; what goes beyond is counted */
    DeadLetterTable(PrintWriter out, boolean json, long limit) {
        this.out = out;
        this.json = json;
        this.limit = limit;
    }

    /** @param pending whether those that were sent again are left out */
    void print(DeadLetterLog box, Predicate<DeadLetterRecord> wanted, boolean pending) {
        Map<Place, ReplayNote> notes = box.notes();
        if (!json) {
            out.println(DeadLetterText.heading());
        }
        box.read(letter -> {
            Optional<ReplayNote> note = Optional.ofNullable(notes.get(letter.place()));
            if (wanted.test(letter) && !(pending && note.isPresent())) {
                take(letter, note);
            }
            return !(json && printed == limit) && !out.checkError();
        });
        if (!json) {
            DeadLetterText.summary(counts).forEach(out::println);
        }
        out.flush();
    }

    private void take(DeadLetterRecord letter, Optional<ReplayNote> note) {
        counts.merge(letter.reason(), 1L, Long::sum);
        if (printed < limit) {
            printed++;
            out.println(json ? DeadLetterJson.line(letter, note) : DeadLetterText.line(letter, note));
        }
    }
}
