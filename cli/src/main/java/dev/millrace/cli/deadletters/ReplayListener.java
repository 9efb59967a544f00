package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Place;

/** Hears what becomes of each letter that shall be sent again. */
interface ReplayListener {

    /** It went out, and that is committed. */
    void sent(DeadLetterRecord letter, Place as);

    /** It did not go out, since it did before. */
    void skipped();

    /** It can't go out. */
    void refused(Place letter, String why);
}
