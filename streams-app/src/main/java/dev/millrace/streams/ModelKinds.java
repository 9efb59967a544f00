package dev.millrace.streams;

import dev.millrace.model.Task;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.nativemath.Precision;
import dev.millrace.model.text.TextModels;
import dev.millrace.streams.hotswap.ModelKind;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the two tasks' models are loaded, in the precision that was asked for or, where that is not faster, in float32. */
record ModelKinds(ModelKind<EncodedImage> images, ModelKind<String> reviews) {

    private static final Logger log = LoggerFactory.getLogger(ModelKinds.class);

    static ModelKinds of(StreamsAppConfig config) {
        Precision precision = config.precision().orFloat32();
        if (precision != config.precision()) {
            log.warn(
                    "Serves in float32, {} is not faster here: speedup={} (0.0: the processor has no instructions for it)",
                    config.precision().text(),
                    String.format(Locale.ROOT, "%.1f", config.precision().speedup()));
        }
        return new ModelKinds(
                new ModelKind<>(
                        Task.IMAGE,
                        model -> ImageModels.load(model, config.imageLimits(), precision),
                        Samples.images()),
                new ModelKind<>(
                        Task.REVIEW,
                        model -> TextModels.load(model, config.textLimits(), precision),
                        Samples.reviews()));
    }
}
