package dev.millrace.trainer.runs;

import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.trainer.training.Champion;
import java.util.Optional;

/** Where a run's models come from and go to. */
public interface ModelStore {

    /** The model that serves now, none where there is none that can be read. */
    Optional<Champion> incumbent();

    /**
     * Makes the model champion, together with the run's record; tries until it is done.
     *
     * @return the version it got
     */
    String publish(NewModel model, RunReport report);

    /** Records a run that published nothing; tries until it is done. */
    void record(RunReport report);
}
