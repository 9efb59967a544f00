package dev.millrace.trainer.training;

/** Observes a fit, and may cancel it. Called by the fitting thread. */
public interface FitWatch {

    /** Whether to stop. Asked before each step. */
    boolean isCancelled();

    /**
     * An epoch has ended.
     *
     * @param epoch from 0
     */
    void epochEnded(int epoch, EpochFigures figures);

    /** A watch that does nothing. */
    static FitWatch none() {
        return new FitWatch() {
            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public void epochEnded(int epoch, EpochFigures figures) {}
        };
    }
}
