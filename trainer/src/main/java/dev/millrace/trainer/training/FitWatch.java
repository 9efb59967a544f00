package dev.millrace.trainer.training;

/** Looks on while a fit goes on, and may call it off. Called by the fitting thread. */
public interface FitWatch {

    /** Asked before each step. */
    boolean isCancelled();

    /** @param epoch from 0 */
    void epochEnded(int epoch, EpochFigures figures);

    /** Looks away. */
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
