package dev.millrace.streams.classification;

/** Counts the stage's events. */
final class CountingListener implements BatchListener {

    int batches;
    int takeovers;
    int direct;
    int recomputed;

    @Override
    public void batchStarts() {}

    @Override
    public void batchEnds(int size) {
        batches++;
    }

    @Override
    public void takeoverStarts() {}

    @Override
    public void takeoverEnds() {
        takeovers++;
    }

    @Override
    public void direct() {
        direct++;
    }

    @Override
    public void recomputed() {
        recomputed++;
    }
}
