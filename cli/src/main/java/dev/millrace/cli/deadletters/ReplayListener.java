package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;

/** Hears what becomes of each dead letter to be replayed. */
interface ReplayListener {

    /** It went out, and that is committed. */
    void sent(DeadLetterRecord deadLetter, PartitionOffset as);

    /** It did not go out, since it did before. */
    void skipped();

    /** It can't go out. */
    void refused(PartitionOffset deadLetter, String why);
}
