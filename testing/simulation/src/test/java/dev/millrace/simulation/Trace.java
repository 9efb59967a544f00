package dev.millrace.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last steps of a run, for a failure's message. */
public final class Trace {

    private static final int LENGTH = 30;

    private final Deque<String> lines = new ArrayDeque<>();
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
        lines.addLast(String.format("%5d  %s%s", step, "    ".repeat(depth), line));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
