package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;

/**
 * A loaded model together with its version.
 *
 * @param stamp identifies the model in predictions; each load creates a new object, so that identity distinguishes loads
 * @param sample an input that the model is known to answer, because it did during its warm-up
 */
public record ServingModel<T>(LoadedModel<T> model, ModelStamp stamp, T sample) {

    /** Stamps {@code model} with its task, version, digest and precision. */
    public static <T> ServingModel<T> of(Task task, String version, LoadedModel<T> model, T sample) {
        ModelStamp stamp = new ModelStamp(
                task.id(),
                version,
                model.artifact().sha256().hex(),
                model.precision().text());
        return new ServingModel<>(model, stamp, sample);
    }
}
