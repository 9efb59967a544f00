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
 * How the two tasks' models are loaded: in the precision that was asked for, or in float32 where that is no slower or the model is not
 * known to answer alike.
 */
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
        return of(config, precision);
    }

    /** @param precision as the processor can and the operator wants it */
    static ModelKinds of(StreamsAppConfig config, Precision precision) {
        return new ModelKinds(
                new ModelKind<>(
                        Task.IMAGE,
                        model -> ImageModels.load(model, config.imageLimits(), allowed(model, precision)),
                        Samples.images()),
                new ModelKind<>(
                        Task.REVIEW,
                        model -> TextModels.load(model, config.textLimits(), allowed(model, precision)),
                        Samples.reviews()));
    }

    private static Precision allowed(ModelArtifact model, Precision asked) {
        Precision allowed = Bfloat16Agreement.allowed(model.manifest(), asked);
        if (allowed != asked) {
            log.warn(
                    "Model serves in float32, not known to answer in {} alike: sha256={} {}",
                    asked.text(),
                    model.sha256().hex(),
                    Bfloat16Agreement.of(model.manifest())
                            .map(found -> "agreement=" + found.share() + " accuracyMoved=" + found.accuracyMoved())
                            .orElse("compared=no"));
        }
        return allowed;
    }
}
