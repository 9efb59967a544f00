package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;

/** Receives the outcome for each dead letter of a replay. */
interface ReplayListener {

    /** It was sent, and the transaction was committed. */
    void sent(DeadLetterRecord deadLetter, PartitionOffset as);

    /** It was skipped because it was replayed before. */
    void skipped();

    /** It cannot be sent. */
    void refused(PartitionOffset deadLetter, String why);
}
