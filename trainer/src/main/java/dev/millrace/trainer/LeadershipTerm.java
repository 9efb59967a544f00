package dev.millrace.trainer;

import dev.millrace.trainer.election.LeadershipListener;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.intake.Intake;
import dev.millrace.trainer.runs.RunLoop;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The elected trainer at work: intake and runs over one store. Takes ownership of all its parts. */
final class LeadershipTerm implements LeadershipListener.Term {

    private static final Logger log = LoggerFactory.getLogger(LeadershipTerm.class);

    private final KafkaModelStore models;
    private final ExampleStore store;
    private final Intake intake;
    private final RunLoop runs;

    LeadershipTerm(KafkaModelStore models, ExampleStore store, Intake intake, RunLoop runs) {
        this.models = models;
        this.store = store;
        this.intake = intake;
        this.runs = runs;
    }

    @Override
    public CompletableFuture<Void> trainNow(String by) {
        return runs.trainNow(by);
    }

    @Override
    public CompletableFuture<Void> publish(String version, String by) {
        return runs.publish(version, by);
    }

    @Override
    public boolean isOver() {
        return intake.ended().isDone() || runs.ended().isDone();
    }

    /** What it waits for; empty if nothing. */
    Optional<String> trouble() {
        return intake.trouble();
    }

    @Override
    public void close() {
        models.giveUp();
        // Release the store's directory whatever fails; otherwise no later term could begin.
        try (store;
                models;
                intake;
                runs) {
            log.debug("Leadership term ends");
        } catch (IOException e) {
            log.warn("Example store not closed cleanly", e);
        }
    }
}
