package dev.millrace.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.model.artifact.Sha256;
import java.util.ArrayDeque;
import java.util.Deque;

/** The steps of a run: the last ones for a failure's message, and a digest of all of them. */
public final class Trace {

    private static final int LENGTH = 30;

    private final Deque<String> lines = new ArrayDeque<>();
    private Sha256 digest = Sha256.of(new byte[0]);
    private int step;
    private int depth;

    void nextStep() {
        step++;
    }

    int step() {
        return step;
    }

    /** Records a step that happens in the middle of another one. */
    void nest(Runnable event) {
        depth++;
        try {
            event.run();
        } finally {
            depth--;
        }
    }

    /** Records a step. */
    public void say(String line) {
        if (lines.size() == LENGTH) {
            lines.removeFirst();
        }
        String numbered = String.format("%5d  %s%s", step, "    ".repeat(depth), line);
        lines.addLast(numbered);
        digest = Sha256.of((digest.hex() + numbered).getBytes(UTF_8));
    }

    /** Identifies all steps so far and their order. */
    Sha256 digest() {
        return digest;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
