package dev.millrace.model.export;

/** A file format of models. */
public enum ExportFormat {
    /** Our own: manifest and weights, with all that serving needs. */
    MILLRACE("millrace"),
    /** Deeplearning4j's zip file, for {@code ModelSerializer.restoreMultiLayerNetwork}. */
    DL4J("zip"),
    /** ONNX, operators of version 13. */
    ONNX("onnx");

    private final String ending;

    ExportFormat(String ending) {
        this.ending = ending;
    }

    /** The customary ending of such a file's name, without the dot. */
    public String ending() {
        return ending;
    }

    /** Whether the file leaves preprocessing to the caller. */
    public boolean needsPreprocessing() {
        return this != MILLRACE;
    }
}
