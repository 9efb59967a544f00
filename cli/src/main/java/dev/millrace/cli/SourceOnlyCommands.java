package dev.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Commands that run only from a clone of the source, because they depend on peers and fault injectors that no release
 * contains. The launcher script of a clone builds and starts them. This class is what a release answers.
 */
final class SourceOnlyCommands {

    private static final int WRONG_USE = 2;

    private SourceOnlyCommands() {}

    private abstract static sealed class SourceOnly implements Callable<Integer> {

        /** The arguments of the command as a clone knows it. A release ignores them. */
        @Unmatched
        private final List<String> ignored = new ArrayList<>();

        @Spec
        private CommandSpec command;

        @Override
        public Integer call() {
            command.commandLine()
                    .getErr()
                    .println("millrace: '" + command.name()
                            + "' is not part of a release; clone the source of this version and run './millrace "
                            + command.name() + "' there");
            return WRONG_USE;
        }
    }

    /** {@code millrace drill}. */
    @Command(name = "drill", description = "Injects faults and audits every record. Only from a clone of the source.")
    static final class Drill extends SourceOnly {}

    /** {@code millrace bench}. */
    @Command(name = "bench", description = "Measures Millrace beside its peers. Only from a clone of the source.")
    static final class Bench extends SourceOnly {}
}
