package dev.millrace.modelregistry;

/** The keys of the models and model-aliases topics, the same for whoever writes and whoever reads them. */
public final class ModelKeys {

    private ModelKeys() {}

    /** On models: slice {@code index} of a version's artifact. */
    public static String chunk(String task, String version, int index) {
        return manifest(task, version) + "/" + index;
    }

    /** On models: the manifest of a version. */
    public static String manifest(String task, String version) {
        return task + "/" + version;
    }

    /** On model-aliases: the trainer's word. */
    public static String trainerAlias(String task) {
        return task + "/trainer";
    }

    /** On model-aliases: the operator's word. */
    public static String operatorAlias(String task) {
        return task + "/operator";
    }
}
