package dev.millrace.model.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an image that is not square becomes the network's square input. */
public enum ImageFit {
    /** Each axis is scaled by itself, so shapes change. */
    STRETCH,
    /** The whole image, with black bars on both sides of its shorter axis. */
    LETTERBOX,
    /** The largest square in the middle; what is outside of it is lost. */
    CROP;

    /** The name in settings and manifests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The policy of a name.
     *
     * @throws IllegalArgumentException naming the policies
     */
    public static ImageFit of(String id) {
        return Arrays.stream(values())
                .filter(fit -> fit.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("required one of "
                        + Arrays.stream(values()).map(ImageFit::id).collect(Collectors.joining(", ")) + ", got '" + id
                        + "'"));
    }
}
