package dev.millrace.model.spec;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a text model cuts texts into words. A manifest names one; nothing else can be loaded. */
public enum TokenizerKind {

    /** Runs of letters and digits in lower case. What models published before 0.2.0 use; their manifests name none. */
    BASIC("basic"),

    /**
     * Like {@link #BASIC} for texts in ASCII. Beyond it, words by dictionary where a script has no blanks (Chinese,
     * Japanese, Thai, Lao, Khmer, Burmese), emoji as words, compatibility characters normalized, and full case folding.
     * HTML entities are decoded.
     */
    UNICODE("unicode");

    private final String id;

    TokenizerKind(String id) {
        this.id = id;
    }

    /** The name in manifests and settings. */
    public String id() {
        return id;
    }

    /**
     * The tokenizer with that {@link #id}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static TokenizerKind ofId(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("required tokenizer "
                        + Arrays.stream(values()).map(TokenizerKind::id).collect(Collectors.joining(" or "))
                        + ", got '" + id + "'"));
    }
}
