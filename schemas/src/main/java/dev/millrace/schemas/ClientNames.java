package dev.millrace.schemas;

/**
 * The names under which the programs of one installation meet the broker: consumer groups and transactional ids. Permissions
 * are granted to these names, so each is made here and nowhere else.
 *
 * @param topics of the installation, whose prefix every name has
 */
public record ClientNames(TopicNames topics) {

    private static final String PROGRAM = "millrace-";
    private static final String TRAINER = PROGRAM + "trainer-";

    /**
     * The application id of a Kafka Streams client, which is its consumer group and the beginning of its transactional ids and
     * of the names of its internal topics.
     */
    public String application(String client) {
        return topics.prefix() + PROGRAM + client;
    }

    /** What the transactional ids of a Kafka Streams client begin with. */
    public String applicationTransactions(String client) {
        return application(client) + "-";
    }

    /** What the internal topics of a Kafka Streams client begin with. */
    public String internalTopics(String client) {
        return application(client) + "-";
    }

    /** The consumer group whose offsets show how far a task's trainer has read. */
    public String trainerIntake(String task) {
        return topics.prefix() + TRAINER + task;
    }

    /** The consumer group in which a task's trainers elect their leader. */
    public String trainerElection(String task) {
        return trainerIntake(task) + "-election";
    }

    /** The transactional id of a task's leader. */
    public String trainerTransactions(String task) {
        return topics.prefix() + TRAINER + task;
    }

    /** The transactional id with which a model for a task is uploaded. */
    public String upload(String task) {
        return topics.prefix() + PROGRAM + "upload-" + task;
    }

    /** The transactional id with which operators pin and unpin a task's versions. */
    public String pins(String task) {
        return topics.prefix() + PROGRAM + "operator-" + task;
    }

    /** The transactional id with which dead letters are replayed. */
    public String replay() {
        return topics.prefix() + PROGRAM + "replay";
    }
}
