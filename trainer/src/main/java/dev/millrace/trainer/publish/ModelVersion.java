package dev.millrace.trainer.publish;

import dev.millrace.model.artifact.Sha256;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version's name: six-digit sequence number of the task, dash, first eight hexadecimal digits of the artifact's digest. */
final class ModelVersion {

    private static final Pattern NAME = Pattern.compile("(\\d{6,9})-.*");

    private ModelVersion() {}

    /** The version after all of those; names of another form don't count. */
    static String next(Collection<String> versions, Sha256 artifact) {
        int last = versions.stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElse(0);
        return String.format("%06d-%s", last + 1, artifact.hex().substring(0, 8));
    }
}
