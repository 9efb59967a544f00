package dev.millrace.trainer;

import dev.millrace.model.image.ImageAugmentation;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.ImageFit;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.TextAugmentation;
import java.util.Optional;

/** The network that a task's runs fit, and how its examples are varied. */
sealed interface NetworkSettings {

    /** For a task of images. */
    record OfImages(ImageArchitecture shape, ImageAugmentation augmentation, ImageLimits limits)
            implements NetworkSettings {}

    /**
     * For a task of texts.
     *
     * @param tokenizer of new models; if empty, the champion's
     */
    record OfTexts(TextArchitecture shape, Optional<TokenizerKind> tokenizer, TextAugmentation augmentation)
            implements NetworkSettings {}

    /** Reads the network of {@code task}. */
    static NetworkSettings from(TaskSettings.Source source, Task task) {
        return switch (task.type()) {
            case IMAGE -> images(source);
            case TEXT -> texts(source);
        };
    }

    private static NetworkSettings images(TaskSettings.Source source) {
        ImageArchitecture standard = ImageArchitecture.standard();
        ImageFit fit = source.get("FIT", standard.fit(), ImageFit::of);
        ImageArchitecture fitted = standard.withInput(new ImageInput(standard.side(), fit));
        return new OfImages(
                source.get("SIDE", fitted, text -> fitted.withInput(new ImageInput(Integer.parseInt(text), fit))),
                new ImageAugmentation(
                        source.get("FLIP", true, TrainerConfig::strictBoolean),
                        source.get("SHIFT", 2, TrainerConfig.within(0, 64)),
                        source.get("ROTATION", 0, TrainerConfig.within(0, 45))),
                limits(source));
    }

    private static ImageLimits limits(TaskSettings.Source source) {
        ImageLimits standard = ImageLimits.standard();
        return new ImageLimits(
                source.get("MAX_IMAGE_BYTES", standard.maxBytes(), TrainerConfig.within(1, Integer.MAX_VALUE)),
                source.get("MAX_IMAGE_SIDE", standard.maxSide(), TrainerConfig.within(1, 65_535)));
    }

    private static NetworkSettings texts(TaskSettings.Source source) {
        TextArchitecture standard = TextArchitecture.standard();
        int window = source.get("WINDOW", 60, TrainerConfig.within(1, 10_000));
        return new OfTexts(
                new TextArchitecture(
                        source.get("MAX_WORDS", standard.maxWords(), TrainerConfig.within(3, 1_000_000)),
                        source.get("MAX_TOKENS", standard.maxTokens(), TrainerConfig.within(1, 10_000)),
                        standard.embeddingSize(),
                        standard.lstmUnits()),
                source.get("TOKENIZER", Optional.empty(), NetworkSettings::tokenizer),
                source.get(
                        "WORD_DROPOUT",
                        new TextAugmentation(window, 0.2),
                        share -> new TextAugmentation(window, Double.parseDouble(share))));
    }

    private static Optional<TokenizerKind> tokenizer(String text) {
        return text.equals("auto") ? Optional.empty() : Optional.of(TokenizerKind.ofId(text));
    }
}
