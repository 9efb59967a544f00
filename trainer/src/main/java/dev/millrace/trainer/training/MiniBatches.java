package dev.millrace.trainer.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/**
 * One epoch's mini-batches in random order. While one is being used, another thread prepares the next ones. Order and
 * augmentation depend only on the seed.
 */
final class MiniBatches<F> {

    private static final int AHEAD = 3;

    private final Dataset<F> dataset;
    private final Augmentation<F> augmentation;
    private final ExecutorService preparer;
    private final int batchSize;
    private final long seed;
    private final int[] order;
    private final Deque<CompletableFuture<Batch<F>>> prepared = new ArrayDeque<>();
    private int next;
    private int taken;

    MiniBatches(Dataset<F> dataset, Augmentation<F> augmentation, ExecutorService preparer, int batchSize, long seed) {
        this.dataset = dataset;
        this.augmentation = augmentation;
        this.preparer = preparer;
        this.batchSize = batchSize;
        this.seed = seed;
        this.order = shuffled(dataset.size(), seed);
        for (int i = 0; i < AHEAD; i++) {
            prepareNext();
        }
    }

    /** Features and labels of one step; the label array is not copied. */
    static final class Batch<F> {

        private final List<F> features;
        private final int[] labels;

        private Batch(List<F> features, int[] labels) {
            this.features = features;
            this.labels = labels;
        }

        List<F> features() {
            return features;
        }

        int[] labels() {
            return labels;
        }
    }

    boolean hasNext() {
        return !prepared.isEmpty();
    }

    /** The next batch. If it could not be prepared, throws the failure. */
    Batch<F> next() {
        Batch<F> batch = await(prepared.remove());
        prepareNext();
        taken += batchSize;
        return batch;
    }

    /**
     * Share of the epoch's examples that {@link #next} has returned, without the latest batch: 0 inclusive to 1
     * exclusive.
     */
    double shareTaken() {
        return (double) Math.max(0, taken - batchSize) / order.length;
    }

    private static <B> B await(CompletableFuture<B> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void prepareNext() {
        if (next < order.length) {
            int from = next;
            int to = Math.min(order.length, from + batchSize);
            prepared.add(CompletableFuture.supplyAsync(() -> batch(from, to), preparer));
            next = to;
        }
    }

    private Batch<F> batch(int from, int to) {
        SplittableRandom random = new SplittableRandom(seed * 31 + from);
        List<F> features = new ArrayList<>(to - from);
        int[] labels = new int[to - from];
        for (int i = from; i < to; i++) {
            features.add(augmentation.apply(dataset.features(order[i]), random));
            labels[i - from] = dataset.label(order[i]);
        }
        return new Batch<>(features, labels);
    }

    private static int[] shuffled(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int place = random.nextInt(i + 1);
            order[i] = order[place];
            order[place] = i;
        }
        return order;
    }
}
