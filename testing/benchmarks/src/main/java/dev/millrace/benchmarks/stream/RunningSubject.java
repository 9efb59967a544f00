package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import dev.millrace.benchmarks.platform.SubjectProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running subject with its input and its answers. Not thread-safe. */
final class RunningSubject implements AutoCloseable {

    /** Maximum time without an answer while some are missing; start-up takes the longest. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /** Left out of the latencies: the first moments after a change of rate. */
    private static final double SETTLING_SECONDS = 1;

    private static final double NANOS_PER_MICRO = 1e3;

    private final Row row;
    private final SubjectTopics topics;
    private final SubjectProcess process;
    private final InputWriter writer;
    private final AnswerReader reader;
    private long next;

    private RunningSubject(Row row, SubjectTopics topics, SubjectProcess process) {
        this.row = row;
        this.topics = topics;
        this.process = process;
        this.writer = InputWriter.open(
                topics.connection(), topics.input(), Inputs.records(row.encoding(), topics.catalogue()));
        this.reader = AnswerReader.open(topics.connection(), topics.output(), SubjectTopics.PARTITIONS);
    }

    /**
     * Starts the process and returns immediately; the first records wait for it.
     *
     * @param name of its topics and its log, unique
     */
    static RunningSubject start(BenchmarkPlatform platform, Row row, String name) {
        SubjectTopics topics = SubjectTopics.create(row.encoding().task(), platform.connection(name + "-"));
        return new RunningSubject(row, topics, Subjects.start(platform, row, name, topics));
    }

    Row row() {
        return row;
    }

    /** Writes all records before the subject can poll the first, and returns when all are answered. */
    Round preloaded(int count) {
        AnswerCount answers = new AnswerCount(next, count);
        Duration before = process.processorTime();
        writer.preload(next, count);
        ProgressCurve progress = new ProgressCurve(System.nanoTime());
        readUntilComplete(answers, number -> {}, progress);
        Duration spent = process.processorTime().minus(before);
        next += count;
        return new Round(progress.perSecond(), spent.toNanos() / NANOS_PER_MICRO / count);
    }

    /**
     * Sends records at a fixed rate, whether or not they are answered. Times each from the moment at which it was due to
     * be sent until a consumer of committed records has its answer.
     *
     * @param load share of the sustainable rate, for the result
     */
    Latency atRate(double load, double perSecond, int seconds) {
        int count = (int) Math.max(1, perSecond * (SETTLING_SECONDS + seconds));
        long settled = next + (long) Math.min(count - 1.0, perSecond * SETTLING_SECONDS);
        long first = next;
        Schedule schedule = new Schedule(System.nanoTime(), perSecond);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> writer.send(schedule, first, count));
        LatencyHistogram latencies = new LatencyHistogram();
        readUntilComplete(
                new AnswerCount(first, count),
                number -> {
                    if (number >= settled) {
                        latencies.add(schedule.intendedNanos(number - first), System.nanoTime());
                    }
                },
                new ProgressCurve(schedule.startNanos()));
        sending.join();
        next += count;
        return new Latency(load, perSecond, latencies.millis(50), latencies.millis(99));
    }

    private interface Answers {
        void take(long number);
    }

    private void readUntilComplete(AnswerCount answers, Answers listener, ProgressCurve progress) {
        long heard = System.nanoTime();
        while (!answers.isComplete()) {
            int before = answers.distinct();
            reader.poll(number -> {
                listener.take(number);
                answers.take(number);
            });
            long now = System.nanoTime();
            if (answers.distinct() > before) {
                heard = now;
                progress.add(now, answers.distinct());
            }
            process.requireRunning();
            requireNoSilence(answers, now - heard);
        }
        requireNoneAgain(answers);
    }

    /**
     * Checks for repeated answers. One that arrives after the last answer is found here if it is there by now, otherwise
     * by the next round.
     */
    private void requireNoneAgain(AnswerCount answers) {
        if (row.isExactlyOnce()) {
            answers.requireOneEach(row);
        }
    }

    private void requireNoSilence(AnswerCount answers, long nanos) {
        if (nanos > SILENCE.toNanos()) {
            throw new BenchmarkFailure(row.name() + ": " + answers.distinct() + " of " + answers.expected()
                    + " records were answered, then none for " + SILENCE.toSeconds() + " s; its log is "
                    + process.log());
        }
    }

    /** Ends the process, then checks for repeated answers. */
    void finish() {
        process.close();
        AnswerCount none = new AnswerCount(next, 0);
        reader.poll(none::take);
        requireNoneAgain(none);
    }

    @Override
    public void close() {
        process.close();
        reader.close();
        writer.close();
        topics.close();
    }
}
