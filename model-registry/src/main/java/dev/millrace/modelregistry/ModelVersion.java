package dev.millrace.modelregistry;

import dev.millrace.model.artifact.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of versions: a sequence number within the task with at least six digits, a dash, and the first eight hexadecimal
 * digits of the artifact's digest.
 */
public final class ModelVersion {

    /**
     * Orders versions by sequence number rather than as text: {@code 1000000-…} comes after {@code 999999-…}. Names in any
     * other format come last, ordered as text.
     */
    public static final Comparator<String> OLDEST_FIRST = Comparator.comparingLong(
                    (String name) -> number(name).orElse(Long.MAX_VALUE))
            .thenComparing(Comparator.naturalOrder());

    /** Eighteen digits fit a long. */
    private static final Pattern NAME = Pattern.compile("(\\d{6,18})-.*");

    private ModelVersion() {}

    /**
     * The name of the task's version with that sequence number.
     *
     * @param number from 1
     */
    public static String of(long number, Sha256 artifact) {
        return String.format(Locale.ROOT, "%06d-%s", number, artifact.hex().substring(0, 8));
    }

    /** The name that follows all of {@code versions}; names in any other format are ignored. */
    public static String next(Collection<String> versions, Sha256 artifact) {
        long last = versions.stream()
                .map(ModelVersion::number)
                .flatMapToLong(OptionalLong::stream)
                .max()
                .orElse(0);
        return of(last + 1, artifact);
    }

    private static OptionalLong number(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
