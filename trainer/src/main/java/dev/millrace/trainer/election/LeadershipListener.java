package dev.millrace.trainer.election;

/** What the elected one does. */
@FunctionalInterface
public interface LeadershipListener {

    /** Takes it up; blocks until the term has begun. When it throws, it is tried again. */
    Term take();

    /** From taking the office up to leaving it. Called by the election's thread. */
    interface Term extends AutoCloseable {

        /** An operator says: train now. */
        void trainNow(String by);

        /** Whether it has ended by itself, with an error or since somebody else has taken over. */
        boolean isOver();

        /** Whether a run was commanded that it didn't come to, or not to the end of; asked once it is closed. */
        boolean owesRun();

        /** Ends it; when this returns, nothing of it goes on. */
        @Override
        void close();
    }
}
