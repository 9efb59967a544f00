package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;
import java.io.PrintWriter;

/** Prints the outcome for each dead letter, and counts. */
final class ReplayReport implements ReplayListener {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean dry;
    private long sent;
    private long skipped;
    private long refused;

    /** @param dry whether nothing is really sent */
    ReplayReport(PrintWriter out, PrintWriter err, boolean dry) {
        this.out = out;
        this.err = err;
        this.dry = dry;
    }

    @Override
    public void sent(DeadLetterRecord deadLetter, PartitionOffset as) {
        sent++;
        String from = deadLetter.from().getTopic() + " " + deadLetter.originalOffset();
        out.println(deadLetter.offset() + "  " + deadLetter.reason() + "  " + from
                + (dry ? " would be sent again" : " -> " + as));
    }

    @Override
    public void skipped() {
        skipped++;
    }

    @Override
    public void refused(PartitionOffset deadLetter, String why) {
        refused++;
        err.println("dead letter " + deadLetter + " can't be sent again: " + DeadLetterText.printable(why));
    }

    /** Prints the counts and returns the exit code: 0 if none was refused. */
    int finish() {
        out.println(sent + (dry ? " would be sent again, " : " sent again, ") + skipped
                + " skipped (already replayed), " + refused + " failed");
        if (skipped > 0) {
            out.println("--again includes them");
        }
        out.flush();
        err.flush();
        return refused == 0 ? 0 : 1;
    }
}
