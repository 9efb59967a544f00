package dev.millrace.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this build and of the Java that runs it. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Millrace.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged build)");
        return new String[] {"millrace " + version, "Java " + Runtime.version()};
    }
}
