package dev.millrace.cli.classify;

/** An image or text to classify. Its bytes are shared, not copied. */
final class Input {

    private final String name;
    private final byte[] content;

    /** @param name of the file, with the line's number if it is a line; {@code -} for standard input */
    Input(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    String name() {
        return name;
    }

    byte[] content() {
        return content;
    }
}
