package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** One case to time with each engine. */
record Case(Network network, Work work, int batch, int threads) {

    /** Samples per training step, as in the service's defaults. */
    private static final int CNN_STEP = 64;

    private static final int BILSTM_STEP = 32;

    /** Inference at batch 1, 8 and 64, then training. Each group has the same case with one thread and with two. */
    static List<List<Case>> all() {
        List<List<Case>> cases = new ArrayList<>();
        for (Network network : Network.values()) {
            for (int batch : new int[] {1, 8, 64}) {
                cases.add(byThreads(network, Work.INFERENCE, batch));
            }
            cases.add(byThreads(network, Work.TRAINING, network == Network.CNN ? CNN_STEP : BILSTM_STEP));
        }
        return cases;
    }

    private static List<Case> byThreads(Network network, Work work, int batch) {
        return List.of(new Case(network, work, batch, 1), new Case(network, work, batch, 2));
    }

    /**
     * Millions of floating-point operations per sample, counting multiplications and additions: 2 × weights × places for
     * convolutions, matrices and recurrent steps; training costs three times inference.
     */
    double megaflops() {
        double forward = network == Network.CNN
                ? 2e-6 * (27 * 32 * 1024 + 288 * 64 * 256 + 4096 * 128 + 1280)
                : 2e-6 * (250 * 2 * (64 + 64) * 256 + 128);
        return work == Work.TRAINING ? 3 * forward : forward;
    }

    /** Threads within a step: training spreads a step over them, serving runs one batch per thread. */
    int stepThreads() {
        return work == Work.TRAINING ? threads : 1;
    }

    /** Threads that each work on their own batches. */
    int batchThreads() {
        return work == Work.TRAINING ? 1 : threads;
    }
}
