package dev.millrace.streams;

import dev.millrace.model.artifact.Bfloat16Agreement;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Task;
import dev.millrace.model.text.TextModels;
import dev.millrace.streams.hotswap.ModelKind;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to load the models of tasks. They use the configured precision, or float32 if the configured one is not faster on this
 * processor or the model is not known to give the same answers in it.
 */
final class ModelKinds {

    private static final Logger log = LoggerFactory.getLogger(ModelKinds.class);

    private final StreamsAppConfig config;
    private final Precision precision;

    private ModelKinds(StreamsAppConfig config, Precision precision) {
        this.config = config;
        this.precision = precision;
    }

    static ModelKinds of(StreamsAppConfig config) {
        Precision precision = config.precision().orFloat32();
        if (precision != config.precision()) {
            log.warn(
                    "Serving in float32 because {} is not faster on this processor: speedup={} (0.0 means not supported)",
                    config.precision().text(),
                    String.format(Locale.ROOT, "%.1f", config.precision().speedup()));
        }
        return of(config, precision);
    }

    /** @param precision precision that the operator configured and the processor supports */
    static ModelKinds of(StreamsAppConfig config, Precision precision) {
        return new ModelKinds(config, precision);
    }

    /** Models of a task whose inputs are images. */
    ModelKind<EncodedImage> images(Task task) {
        return new ModelKind<>(
                task,
                model -> ImageModels.load(model, config.imageLimits(), allowed(model, precision)),
                Samples.images());
    }

    /** Models of a task whose inputs are texts. */
    ModelKind<String> texts(Task task) {
        return new ModelKind<>(
                task,
                model -> TextModels.load(model, config.textLimits(), allowed(model, precision)),
                Samples.reviews());
    }

    private static Precision allowed(ModelArtifact model, Precision requested) {
        Precision allowed = Bfloat16Agreement.allowed(model.manifest(), requested);
        if (allowed != requested) {
            log.warn(
                    "Model serves in float32 because it is not known to give the same answers in {}: sha256={} {}",
                    requested.text(),
                    model.sha256().hex(),
                    Bfloat16Agreement.of(model.manifest())
                            .map(found -> "agreement=" + found.share() + " accuracyChange=" + found.accuracyMoved())
                            .orElse("compared=no"));
        }
        return allowed;
    }
}
