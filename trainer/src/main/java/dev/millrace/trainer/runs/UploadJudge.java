package dev.millrace.trainer.runs;

/** Judges a version that an operator uploaded. */
@FunctionalInterface
public interface UploadJudge {

    /** Makes the version champion or refuses it, and records which. */
    void judge(String version);
}
