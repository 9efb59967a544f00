package dev.millrace.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last steps of a run, for people. */
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

    /** Something that happens while something else is in the middle of it. */
    void nest(Runnable event) {
        depth++;
        try {
            event.run();
        } finally {
            depth--;
        }
    }

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
