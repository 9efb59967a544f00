package dev.millrace.drills.audit;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;

/** The model that a prediction names. */
record Stamp(String task, String version, String sha256) {

    static Stamp of(ModelStamp stamp) {
        return new Stamp(stamp.getTask(), stamp.getVersion(), stamp.getSha256());
    }

    boolean isOf(Task wanted) {
        return task.equals(wanted.id());
    }
}
