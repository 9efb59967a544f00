package dev.millrace.model.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** A fixed number of threads that each do one part of a job. With one thread, the caller does the whole job. */
public final class ParallelFor implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    /**
     * Starts the threads; {@link #close} ends them.
     *
     * @param count number of parts, the caller's included; at least 1
     * @param name of the threads
     */
    public ParallelFor(int count, String name) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(Math.max(1, count - 1), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs {@code work} for 0 to count − 1 in parallel, the first part on the calling thread. Returns when all have
     * ended.
     */
    public void run(IntConsumer work) {
        List<Future<?>> others = new ArrayList<>();
        for (int part = 1; part < count; part++) {
            int mine = part;
            others.add(threads.submit((Callable<Boolean>) () -> {
                work.accept(mine);
                return true;
            }));
        }
        work.accept(0);
        others.forEach(ParallelFor::await);
    }

    /** Where a part's range of {@code length} consecutive elements begins. */
    public int start(int part, int length) {
        return (int) ((long) length * part / count);
    }

    /** Where a part's range ends, exclusive; the next part's range begins there. */
    public int end(int part, int length) {
        return start(part + 1, length);
    }

    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the work failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the work", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
