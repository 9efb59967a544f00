package dev.millrace.trainer.election;

import java.util.List;

/** What a trainer does once it is elected. */
@FunctionalInterface
public interface LeadershipListener {

    /** Begins a term. Blocks until the term has begun. If it throws, it is called again. */
    Term begin();

    /** The time as leader, from election until leadership is given up. Called by the election's thread only. */
    interface Term extends AutoCloseable {

        /** An operator has commanded a run. */
        void trainNow(String by);

        /** An operator wants an uploaded version judged, and made champion if it passes. */
        void publish(String version, String by);

        /** Whether the term has ended by itself, with an error or because another trainer has taken over. */
        boolean isOver();

        /** Whether a commanded run was not started or not finished. Asked after the term was closed. */
        boolean owesRun();

        /** The uploaded versions that were not judged. Asked after the term was closed. */
        List<String> owedUploads();

        /** Ends the term. When this returns, all its work has stopped. */
        @Override
        void close();
    }
}
