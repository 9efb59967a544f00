package dev.millrace.trainer;

import dev.millrace.trainer.election.LeadershipListener;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.intake.Intake;
import dev.millrace.trainer.runs.RunLoop;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
    public void trainNow(String by) {
        runs.trainNow(by);
    }

    @Override
    public void publish(String version, String by) {
        runs.publish(version, by);
    }

    @Override
    public List<String> owedUploads() {
        return runs.owedUploads();
    }

    @Override
    public boolean isOver() {
        return intake.ended().isDone() || runs.ended().isDone();
    }

    @Override
    public boolean owesRun() {
        return runs.owesRun();
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
