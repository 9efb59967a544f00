package dev.millrace.service.access;

import java.util.Locale;

/** Who meets the broker. Each has a principal of its own. */
public enum Role {
    /** The process that classifies, and forwards what has a label. */
    STREAMS_APP,
    /** The process that refits the models and publishes them. */
    TRAINER,
    /** A program that sends records to classify. */
    PRODUCER,
    /** A program that sends labels after the records. */
    LABELLER,
    /** A program that reads predictions. */
    CONSUMER,
    /** A person who looks after models, labels and dead letters with the command line. */
    OPERATOR,
    /** A person who replays dead letters. */
    REPLAYER,
    /** Who creates and checks the topics. */
    PROVISIONER;

    /** Its name in options and tables, such as {@code streams-app}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The principal that it has unless another one is given. */
    public String defaultPrincipal() {
        return "User:millrace-" + id();
    }
}
