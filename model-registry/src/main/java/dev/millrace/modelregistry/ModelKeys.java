package dev.millrace.modelregistry;

/** Record keys of the models and model-aliases topics, shared by writers and readers. */
public final class ModelKeys {

    private ModelKeys() {}

    /** Models topic: key of chunk {@code index}, from 0, of a version's artifact. */
    public static String chunk(String task, String version, int index) {
        return manifest(task, version) + "/" + index;
    }

    /** Models topic: key of a version's manifest. */
    public static String manifest(String task, String version) {
        return task + "/" + version;
    }

    /** Models topic: key of the secret by which the task's trainers divide their examples. */
    public static String splitKey(String task) {
        return task + "/trainer/split-key";
    }

    /** Model-aliases topic: key of the trainer's alias. */
    public static String trainerAlias(String task) {
        return task + "/trainer";
    }

    /** Model-aliases topic: key of the operator's alias. */
    public static String operatorAlias(String task) {
        return task + "/operator";
    }
}
