package dev.millrace.cli.deadletters;

/** Hears what becomes of each letter that shall be sent again. */
interface ReplayListener {

    /** It went out, and that is committed. */
    void sent(Letter letter, Place as);

    /** It did not go out, since it did before. */
    void skipped();

    /** It can't go out. */
    void refused(Place letter, String why);
}
