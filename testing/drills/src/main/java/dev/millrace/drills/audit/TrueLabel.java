package dev.millrace.drills.audit;

import java.nio.ByteBuffer;

/** What an example must say: its label, and the hash of the content that has it. */
public record TrueLabel(String label, int content) {

    /** The label of this content, whose position does not change. */
    public static TrueLabel of(String label, ByteBuffer content) {
        return new TrueLabel(label, content.duplicate().hashCode());
    }

    /** The label of this text. */
    public static TrueLabel of(String label, String text) {
        return new TrueLabel(label, text.hashCode());
    }
}
