package dev.millrace.cli.classify;

/** Receives what the files hold, in the order of the files. */
interface InputSink {

    /** An image or text. */
    void accept(Input input);

    /** A file that was named but cannot be read. */
    void unreadable(FileAnswer.Unclassified answer);

    /** A file of a folder that is not meant to be classified. */
    void leftOut(String file, String why);
}
