package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;

/**
 * A loaded model with the name it has on the models topic.
 *
 * @param stamp what its predictions carry; one object for each load, so that identity tells two loads apart
 * @param sample an input that it is known to answer, since it did while it was warmed up
 */
public record ServingModel<T>(LoadedModel<T> model, ModelStamp stamp, T sample) {

    /** Names {@code model} by the {@code version} it was published under. */
    public static <T> ServingModel<T> of(Task task, String version, LoadedModel<T> model, T sample) {
        ModelStamp stamp = new ModelStamp(
                task.id(),
                version,
                model.artifact().sha256().hex(),
                model.precision().text());
        return new ServingModel<>(model, stamp, sample);
    }
}
