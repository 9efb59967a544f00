package dev.millrace.trainer.runs;

import dev.millrace.modelregistry.publish.NewModel;

/** Where a run's models come from and go to. */
public interface ModelStore {

    /** The model that the operator's alias names, else the trainer's; tries until the topics can be read. */
    Incumbent incumbent();

    /**
     * Makes the model champion, together with the run's record; tries until it is done.
     *
     * @return the version it got
     */
    String publish(NewModel model, RunReport report);

    /** Records a run that published nothing; tries until it is done. */
    void record(RunReport report);
}
