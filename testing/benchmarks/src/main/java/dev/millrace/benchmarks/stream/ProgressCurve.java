package dev.millrace.benchmarks.stream;

import java.util.ArrayList;
import java.util.List;

/** The number of answers over time. Not thread-safe. */
final class ProgressCurve {

    private static final double FROM = 0.35;
    private static final double TO = 0.97;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Point> points = new ArrayList<>();

    private record Point(long nanos, int answers) {}

    /** @param startNanos when the first record could be polled, as {@link System#nanoTime} */
    ProgressCurve(long startNanos) {
        points.add(new Point(startNanos, 0));
    }

    /** Adds a point; times and counts must not decrease. */
    void add(long nanos, int answers) {
        points.add(new Point(nanos, answers));
    }

    /**
     * Answers per second between the moments at which 35 % and 97 % of the last count were reached. Start and end, when
     * threads wait for work, do not count. Answers arrive in batches, one per commit, so the counts are those at these
     * moments, not the shares. A round with too few batches for that counts from its start.
     *
     * @throws IllegalStateException when there was no answer, or no time passed
     */
    double perSecond() {
        int total = points.get(points.size() - 1).answers();
        Point from = firstWith(FROM * total);
        Point to = firstWith(TO * total);
        if (to.answers() == from.answers()) {
            from = points.get(0);
        }
        if (to.answers() == 0 || to.nanos() <= from.nanos()) {
            throw new IllegalStateException("no rate can be told from " + points.size() + " points");
        }
        return (to.answers() - from.answers()) * NANOS_PER_SECOND / (to.nanos() - from.nanos());
    }

    private Point firstWith(double answers) {
        return points.stream()
                .filter(point -> point.answers() >= answers)
                .findFirst()
                .orElseThrow();
    }
}
