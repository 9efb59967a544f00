package dev.millrace.service.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.millrace.schemas.ClientNames;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.service.tasks.TaskConfig;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Who reads and writes what. The services check at run time that they may do what is stated here, and {@code millrace acls}
 * prints it, so that what an operator grants is what the code uses. READ and WRITE include DESCRIBE.
 *
 * <p>The topics must exist; only {@link #provisioner} may create them.
 */
public final class AccessRules {

    private final ClientNames clients;
    private final TopicNames topics;

    /** @param clients names of the installation's groups and transactional ids, and its topics */
    public AccessRules(ClientNames clients) {
        this.clients = clients;
        this.topics = clients.topics();
    }

    /**
     * The streams app's.
     *
     * @param carried names of the clients that the process carries
     * @param isTransactional whether it writes transactions
     */
    public Access streamsApp(Collection<TaskConfig> tasks, Set<String> carried, boolean isTransactional) {
        Set<Grant> grants = new HashSet<>();
        followModels(grants);
        output(topics.deadLetters(), grants);
        for (TaskConfig task : tasks) {
            if (carried.contains(task.id())) {
                client(task.id(), isTransactional, grants);
                grants.add(Grant.topic(READ, task.input().topic()));
                predictions(task).forEach(topic -> output(topic, grants));
            }
            if (carried.contains(task.labelsClient())) {
                client(task.labelsClient(), isTransactional, grants);
                grants.add(Grant.topic(READ, task.input().topic()));
                grants.add(Grant.topic(READ, task.labels().topic()));
                output(task.labelled(), grants);
                String internal = clients.internalTopics(task.labelsClient());
                Stream.of(READ, WRITE, CREATE, DELETE)
                        .forEach(operation -> grants.add(Grant.topics(operation, internal)));
            }
        }
        return Access.of(grants);
    }

    /** A trainer's. */
    public Access trainer(Collection<TaskConfig> tasks) {
        Set<Grant> grants = new HashSet<>();
        followModels(grants);
        add(READ, List.of(topics.commands(), topics.trainingRuns(), topics.labelApprovals()), grants);
        add(WRITE, List.of(topics.models(), topics.modelAliases(), topics.trainingRuns()), grants);
        for (TaskConfig task : tasks) {
            grants.add(Grant.topic(READ, task.labelled()));
            grants.add(Grant.group(clients.trainerIntake(task.id())));
            grants.add(Grant.group(clients.trainerElection(task.id())));
            grants.add(Grant.transactionalId(clients.trainerTransactions(task.id())));
        }
        return Access.of(grants);
    }

    /** That of a program that sends records to classify. */
    public Access producer(Collection<TaskConfig> tasks) {
        return on(WRITE, tasks.stream().map(task -> task.input().topic()));
    }

    /** That of a program that sends labels. */
    public Access labeller(Collection<TaskConfig> tasks) {
        return on(WRITE, tasks.stream().map(task -> task.labels().topic()));
    }

    /**
     * That of a program that reads predictions.
     *
     * @param group its consumer group
     */
    public Access consumer(Collection<TaskConfig> tasks, String group) {
        return Access.all(
                on(READ, tasks.stream().flatMap(AccessRules::predictions)), Access.of(Set.of(Grant.group(group))));
    }

    /** An operator's: every command that does not replay and does not create topics. */
    public Access operator(Collection<TaskConfig> tasks) {
        Set<Grant> grants = new HashSet<>();
        followModels(grants);
        add(READ, List.of(topics.trainingRuns(), topics.labelApprovals(), topics.deadLetters()), grants);
        add(WRITE, List.of(topics.models(), topics.modelAliases(), topics.commands(), topics.labelApprovals()), grants);
        for (TaskConfig task : tasks) {
            add(READ, inputs(task).toList(), grants);
            add(READ, predictions(task).toList(), grants);
            grants.add(Grant.transactionalId(clients.pins(task.id())));
            grants.add(Grant.transactionalId(clients.upload(task.id())));
        }
        return Access.of(grants);
    }

    /** That of who replays dead letters. */
    public Access replayer(Collection<TaskConfig> tasks) {
        Set<Grant> grants = new HashSet<>();
        for (TaskConfig task : tasks) {
            for (AclOperation operation : List.of(READ, WRITE, DESCRIBE_CONFIGS)) {
                add(operation, inputs(task).toList(), grants);
            }
        }
        add(READ, List.of(topics.deadLetters()), grants);
        add(WRITE, List.of(topics.deadLetters()), grants);
        grants.add(Grant.transactionalId(clients.replay()));
        return Access.of(grants);
    }

    /** That of who creates and checks the topics. */
    public Access provisioner(TaskCatalog catalog) {
        Set<Grant> grants = new HashSet<>();
        Set<String> all = new HashSet<>(topics.system());
        all.addAll(catalog.ownTopics().events());
        all.addAll(catalog.ownTopics().labelled());
        for (AclOperation operation : List.of(CREATE, DESCRIBE, DESCRIBE_CONFIGS)) {
            add(operation, all, grants);
        }
        return Access.of(grants);
    }

    private void followModels(Set<Grant> grants) {
        add(READ, List.of(topics.models(), topics.modelAliases()), grants);
    }

    /** The configuration says how large a record may be. */
    private static void output(String topic, Set<Grant> grants) {
        grants.add(Grant.topic(WRITE, topic));
        grants.add(Grant.topic(DESCRIBE_CONFIGS, topic));
    }

    private void client(String name, boolean isTransactional, Set<Grant> grants) {
        grants.add(Grant.group(clients.application(name)));
        if (isTransactional) {
            grants.add(Grant.transactionalIds(clients.applicationTransactions(name)));
        }
    }

    private static Stream<String> inputs(TaskConfig task) {
        return Stream.of(task.input().topic(), task.labels().topic());
    }

    private static Stream<String> predictions(TaskConfig task) {
        return Stream.concat(Stream.of(task.predictions()), task.jsonPredictions().stream());
    }

    private static Access on(AclOperation operation, Stream<String> names) {
        return Access.of(
                names.map(name -> Grant.topic(operation, name)).distinct().toList());
    }

    private static void add(AclOperation operation, Collection<String> names, Set<Grant> grants) {
        names.forEach(name -> grants.add(Grant.topic(operation, name)));
    }
}
