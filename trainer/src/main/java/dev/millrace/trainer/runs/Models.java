package dev.millrace.trainer.runs;

import dev.millrace.trainer.publish.NewModel;
import dev.millrace.trainer.publish.RunReport;
import dev.millrace.trainer.training.Incumbent;
import java.util.Optional;

/** Where a run's models come from and go to. */
public interface Models {

    /** The model that serves now, none where there is none that can be read. */
    Optional<Incumbent> incumbent();

    /**
     * Makes the model champion, together with the run's record; tries until it is done.
     *
     * @return the version it got
     */
    String publish(NewModel model, RunReport report);

    /** Records a run that published nothing; tries until it is done. */
    void record(RunReport report);
}
