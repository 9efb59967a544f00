package dev.millrace.cli.acls;

import dev.millrace.service.access.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name each role's principal. */
final class Principals {

    @Option(
            names = "--principal-streams-app",
            paramLabel = "PRINCIPAL",
            description = "Default: User:millrace-streams-app.")
    private @Nullable String streamsApp;

    @Option(names = "--principal-trainer", paramLabel = "PRINCIPAL", description = "Default: User:millrace-trainer.")
    private @Nullable String trainer;

    @Option(names = "--principal-producer", paramLabel = "PRINCIPAL", description = "Default: User:millrace-producer.")
    private @Nullable String producer;

    @Option(names = "--principal-labeller", paramLabel = "PRINCIPAL", description = "Default: User:millrace-labeller.")
    private @Nullable String labeller;

    @Option(names = "--principal-consumer", paramLabel = "PRINCIPAL", description = "Default: User:millrace-consumer.")
    private @Nullable String consumer;

    @Option(names = "--principal-operator", paramLabel = "PRINCIPAL", description = "Default: User:millrace-operator.")
    private @Nullable String operator;

    @Option(names = "--principal-replayer", paramLabel = "PRINCIPAL", description = "Default: User:millrace-replayer.")
    private @Nullable String replayer;

    @Option(
            names = "--principal-provisioner",
            paramLabel = "PRINCIPAL",
            description = "Default: User:millrace-provisioner.")
    private @Nullable String provisioner;

    /** The principal that was given for the role, or else its default. */
    String of(Role role) {
        return Optional.ofNullable(given(role)).orElse(role.defaultPrincipal());
    }

    private @Nullable String given(Role role) {
        return switch (role) {
            case STREAMS_APP -> streamsApp;
            case TRAINER -> trainer;
            case PRODUCER -> producer;
            case LABELLER -> labeller;
            case CONSUMER -> consumer;
            case OPERATOR -> operator;
            case REPLAYER -> replayer;
            case PROVISIONER -> provisioner;
        };
    }
}
