package dev.millrace.trainer.election;

import java.util.concurrent.CompletableFuture;

/** What a trainer does once it is elected. */
@FunctionalInterface
public interface LeadershipListener {

    /** Begins a term. Blocks until the term has begun. If it throws, it is called again. */
    Term begin();

    /** The time as leader, from election until leadership is given up. Called by the election's thread only. */
    interface Term extends AutoCloseable {

        /**
         * An operator has commanded a run.
         *
         * @return completes once a run that started after this call is recorded; never, if the term ends before
         */
        CompletableFuture<Void> trainNow(String by);

        /**
         * An operator wants an uploaded version judged, and made champion if it passes.
         *
         * @return completes once the run that judged it is recorded; never, if the term ends before
         */
        CompletableFuture<Void> publish(String version, String by);

        /** Whether the term has ended by itself, with an error or because another trainer has taken over. */
        boolean isOver();

        /** Ends the term. When this returns, all its work has stopped. */
        @Override
        void close();
    }
}
