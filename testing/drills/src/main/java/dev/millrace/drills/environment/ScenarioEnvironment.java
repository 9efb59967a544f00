package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.cli.connection.LocalConnection;
import dev.millrace.drills.audit.AnswerReader;
import dev.millrace.drills.audit.Attribution;
import dev.millrace.drills.audit.ScenarioAudit;
import dev.millrace.drills.model.ModelArchive;
import dev.millrace.drills.model.ModelFollower;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Where one scenario is played: topics of its own on the drill's broker, the services that it starts, the load, the models
 * that swap, and the account of it all. For one thread.
 */
public final class ScenarioEnvironment implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration SERVE = Duration.ofMinutes(1);
    private static final Duration SEND = Duration.ofMinutes(15);

    private final DrillPlatform platform;
    private final DrillSize size;
    private final Consumer<String> notices;
    private final KafkaConnection connection;
    private final Cluster cluster;
    private final Services services;
    private final ScenarioAudit audit = new ScenarioAudit();
    private final ModelArchive archive = new ModelArchive();
    private final Swaps swaps;
    private final AnswerReader answers;
    private final Loads loads;
    private final Problems problems = new Problems();
    private Optional<ModelFollower> follower = Optional.empty();

    private ScenarioEnvironment(
            DrillPlatform platform, DrillSize size, Guarantee guarantee, String name, Consumer<String> notices) {
        String prefix = name + "-" + guarantee.id().charAt(0) + "-";
        this.platform = platform;
        this.size = size;
        this.notices = notices;
        this.connection = LocalConnection.to(platform.local(), prefix);
        this.cluster = Cluster.of(connection);
        this.services = new Services(platform, prefix, guarantee, problems);
        makeTopics();
        this.swaps = new Swaps(connection, cluster.topics(), archive);
        this.answers = AnswerReader.start(cluster, audit);
        this.loads = new Loads(connection, cluster.topics(), size, audit);
    }

    /**
     * Makes the topics.
     *
     * @param name of the scenario, unique in the drill together with the guarantee
     * @param notices takes a line for the person in front
     */
    public static ScenarioEnvironment open(
            DrillPlatform platform, DrillSize size, Guarantee guarantee, String name, Consumer<String> notices) {
        platform.mend();
        return new ScenarioEnvironment(platform, size, guarantee, name, notices);
    }

    private void makeTopics() {
        try (Admin admin = cluster.admin()) {
            var unused = TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
        }
    }

    public DrillPlatform platform() {
        return platform;
    }

    public KafkaConnection connection() {
        return connection;
    }

    public Cluster cluster() {
        return cluster;
    }

    public Topics topics() {
        return cluster.topics();
    }

    public ScenarioAudit audit() {
        return audit;
    }

    public ModelArchive archive() {
        return archive;
    }

    public Swaps swaps() {
        return swaps;
    }

    /** A line for the person in front. */
    public void say(String line) {
        notices.accept(line);
    }

    /** What is sent. */
    public Loads loads() {
        return loads;
    }

    /** The processes. */
    public Services services() {
        return services;
    }

    /** Publishes the first models, waits until the apps are ready, then begins to send and to swap. */
    public void begin(List<Service> apps) {
        publishFirstModels();
        apps.forEach(app -> app.awaitReady(READY));
        startLoad();
        startSwaps();
    }

    public void publishFirstModels() {
        for (Task task : Task.values()) {
            swaps.publish(task);
        }
    }

    /** Keeps what a trainer publishes from now on, to judge predictions by it. */
    public void followTrainer() {
        follower = Optional.of(ModelFollower.start(connection, cluster.topics(), archive));
    }

    /** Half of the records to each task. */
    public void startLoad() {
        startLoad(List.of(Task.values()));
    }

    /** The records dealt out to these tasks. */
    public void startLoad(List<Task> tasks) {
        loads.start(tasks);
    }

    /** New models of both tasks from now on. */
    public void startSwaps() {
        startSwaps(List.of(Task.values()));
    }

    /** New models of these tasks from now on. */
    public void startSwaps(List<Task> tasks) {
        swaps.every(size.swapInterval(), tasks);
    }

    /** Waits until that share (0 to 1) of the load has been sent. */
    public void awaitSent(double share) {
        long wanted = (long) (share * size.records());
        await(SEND, "the broker has " + wanted + " inputs", () -> loads.acknowledged() >= wanted);
    }

    /** Waits until so many inputs have their answer: that share (0 to 1) of the records. */
    public void awaitAnswered(double share) {
        long wanted = (long) (share * size.records());
        await(SEND, wanted + " inputs have their answer", () -> answered() >= wanted);
    }

    /** Inputs that have their answer. */
    public long answered() {
        return audit.sent() - audit.unanswered();
    }

    /** Committed records of a topic. */
    public long count(String topic) {
        return CommittedRecords.count(cluster, topic);
    }

    /** A folder of the scenario's own. */
    public Path folder(String name) {
        return platform.work().folder(connection.topicNames().prefix() + "files/" + name);
    }

    /** @throws IllegalStateException when it does not come about in time */
    public void await(Duration patience, String what, BooleanSupplier happened) {
        Waiting.until(patience, what, happened);
    }

    /** Lets time pass. */
    public void rest(Duration time) {
        Waiting.rest(time);
    }

    /** Notes a sentence on what went wrong, if {@code holds} is false: the scenario has failed then. */
    public void require(boolean holds, String otherwise) {
        problems.require(holds, otherwise);
    }

    public List<String> problems() {
        return problems.sentences();
    }

    /** Waits until the version serves. */
    public void awaitServing(Service app, String version) {
        String tag = "version=\"" + version + "\"";
        await(SERVE, version + " serves", () -> app.sum("millrace_model_serving", tag) == 1);
    }

    /** Waits until all is sent and answered, or the patience for that is over; then ends every process. */
    public void end() {
        loads.end();
        swaps.pause();
        new Draining(cluster, audit, notices).await();
        services.stopAll();
        answers.close();
        follower.ifPresent(ModelFollower::close);
    }

    /** Predictions that the model they name does not reproduce; asked after {@link #end}. */
    public long misattributed() {
        return new Attribution(cluster, archive).misattributed(audit);
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        services.killAll();
        swaps.close();
        answers.close();
        cluster.close();
    }
}
