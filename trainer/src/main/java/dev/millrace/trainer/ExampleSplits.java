package dev.millrace.trainer;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.model.spec.Task;
import dev.millrace.model.text.TextLimits;
import dev.millrace.trainer.examples.Shares;
import dev.millrace.trainer.examples.Split;
import dev.millrace.trainer.training.StoredContent;
import java.util.Map;
import java.util.Optional;

/** Assigns examples to splits as the trainer does, from their content and the configured shares. Thread-safe. */
public final class ExampleSplits {

    private final Shares shares;
    private final ImageInput input;

    private ExampleSplits(Shares shares, ImageInput input) {
        this.shares = shares;
        this.input = input;
    }

    /**
     * Reads the shares of a task.
     *
     * @param environment the trainer's settings, as {@link TrainerConfig} reads them
     * @throws dev.millrace.service.InvalidSettingsException naming every problem
     */
    public static ExampleSplits of(Task task, Map<String, String> environment) {
        TrainerConfig config = TrainerConfig.from(environment);
        TaskSettings settings = config.settings(task);
        ImageInput input = settings.network() instanceof NetworkSettings.OfImages images
                ? images.shape().input()
                : ImageArchitecture.standard().input();
        return new ExampleSplits(settings.store().shares(), input);
    }

    /** The split of an image; empty if the image cannot be decoded. */
    public Optional<Split> of(EncodedImage image) {
        return StoredContent.of(image, ImageLimits.standard(), input).map(shares::partOf);
    }

    /** The split of a text; empty if the text has no word or too many characters. */
    public Optional<Split> of(String text) {
        return StoredContent.of(text, TextLimits.standard()).map(shares::partOf);
    }
}
