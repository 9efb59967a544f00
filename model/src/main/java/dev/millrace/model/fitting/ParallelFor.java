package dev.millrace.model.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** A fixed number of threads that each do one part of a job. With one thread, the caller does the job itself. */
public final class ParallelFor implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    public ParallelFor(int count, String name) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(Math.max(1, count - 1), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs {@code work} for 0 to count - 1 at once, the first on the calling thread, and returns when all have ended. */
    public void run(IntConsumer work) {
        List<Future<?>> others = new ArrayList<>();
        for (int shard = 1; shard < count; shard++) {
            int mine = shard;
            others.add(threads.submit((Callable<Boolean>) () -> {
                work.accept(mine);
                return true;
            }));
        }
        work.accept(0);
        others.forEach(ParallelFor::await);
    }

    /** Where a part's share of {@code length} things that lie in a row begins. */
    public int start(int shard, int length) {
        return (int) ((long) length * shard / count);
    }

    /** Where it ends: the next one's begins there. */
    public int end(int shard, int length) {
        return start(shard + 1, length);
    }

    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the work failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the work was going on", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
