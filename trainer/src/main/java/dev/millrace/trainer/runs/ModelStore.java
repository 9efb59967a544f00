package dev.millrace.trainer.runs;

import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.trainer.training.LabelDecisions;

/** Reads what a run needs from the topics besides its examples, and publishes its result. */
public interface ModelStore {

    /**
     * The model that the operator's alias names, otherwise the one that the trainer's alias names. Retries until the
     * topics can be read.
     */
    ChampionState champion();

    /** What operators decided about the task's labels. Retries until the topic can be read. */
    LabelDecisions decisions();

    /**
     * Makes the model the champion and records the run, in one transaction. Retries until it succeeds.
     *
     * @return the new version
     */
    String publish(NewModel model, RunReport report);

    /** Records a run that published nothing. Retries until it succeeds. */
    void record(RunReport report);
}
