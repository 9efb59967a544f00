package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.drills.audit.Figures;
import dev.millrace.drills.audit.ScenarioAudit;
import dev.millrace.drills.model.ModelArchive;
import dev.millrace.drills.model.ModelFollower;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Everything that one scenario runs on: its own topics on the drill's broker, the services that it starts, the load, the
 * models that swap, and the audit. Not thread-safe.
 */
public final class ScenarioEnvironment implements AutoCloseable {

    /** Number of partitions of an input, unless the scenario says otherwise. */
    public static final int PARTITIONS = 4;

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration SEND = Duration.ofMinutes(15);
    private static final Duration LABELS = Duration.ofMinutes(1);

    private final DrillPlatform platform;
    private final DrillSize size;
    private final Consumer<String> notices;
    private final KafkaConnection connection;
    private final Cluster cluster;
    private final Services services;
    private final Audits audits;
    private final ModelArchive archive = new ModelArchive();
    private final Swaps swaps;
    private final Loads loads;
    private final Problems problems = new Problems();
    private final Faults faults;
    private Optional<ModelFollower> follower = Optional.empty();

    private ScenarioEnvironment(DrillPlatform platform, DrillSize size, ScenarioSetup setup, Consumer<String> notices) {
        String prefix = setup.prefix();
        this.platform = platform;
        this.size = size;
        this.notices = notices;
        this.faults = new Faults(notices);
        this.connection = ScenarioTopics.connect(platform, prefix);
        this.cluster = Cluster.of(connection);
        this.services = new Services(platform, prefix, setup.guarantee(), problems);
        ScenarioTopics.create(cluster, setup.partitions());
        this.swaps = new Swaps(connection, cluster.topics(), archive);
        this.audits = new Audits(cluster);
        this.loads = new Loads(cluster, size, audits);
    }

    /**
     * Creates the topics.
     *
     * @param notices receives a line for the user
     */
    public static ScenarioEnvironment open(
            DrillPlatform platform, DrillSize size, ScenarioSetup setup, Consumer<String> notices) {
        platform.repair();
        return new ScenarioEnvironment(platform, size, setup, notices);
    }

    /** The brokers, as an operator sees them. */
    public Brokers brokers() {
        return new Brokers(cluster);
    }

    /** Records that are sent in a second. */
    public double perSecond() {
        return size.perSecond();
    }

    /** The broker and the registry. */
    public DrillPlatform platform() {
        return platform;
    }

    /** Clients for commands. */
    public Cluster cluster() {
        return cluster;
    }

    /** The topics of this scenario. */
    public Topics topics() {
        return cluster.topics();
    }

    /** The audit of this scenario. */
    public ScenarioAudit audit() {
        return audits.records();
    }

    /** Every model that was published. */
    public ModelArchive archive() {
        return archive;
    }

    /** Publishes models. */
    public Swaps swaps() {
        return swaps;
    }

    /** Prints a line for the user. */
    public void say(String line) {
        notices.accept(line);
    }

    /** The load. */
    public Loads loads() {
        return loads;
    }

    /** The processes. */
    public Services services() {
        return services;
    }

    /** Publishes the first models, waits until the apps are ready, then starts the load and the swaps. */
    public void begin(List<Service> apps) {
        publishFirstModels();
        apps.forEach(app -> app.awaitReady(READY));
        startLoad();
        startSwaps();
    }

    /** Publishes one model of each task. */
    public void publishFirstModels() {
        for (Task task : DefaultTasks.ALL) {
            swaps.publish(task);
        }
    }

    /** Archives what a trainer publishes from now on, for checking predictions. */
    public void followTrainer() {
        follower = Optional.of(ModelFollower.start(connection, cluster.topics(), archive));
    }

    /** Starts a load with half of the records for each task. */
    public void startLoad() {
        startLoad(DefaultTasks.ALL);
    }

    /** Starts a load with the records divided among these tasks. */
    public void startLoad(List<Task> tasks) {
        loads.start(tasks);
    }

    /** Starts swapping models of both tasks. */
    public void startSwaps() {
        startSwaps(DefaultTasks.ALL);
    }

    /** Starts swapping models of these tasks. */
    public void startSwaps(List<Task> tasks) {
        swaps.every(size.swapInterval(), tasks);
    }

    /** Waits until a share (0 to 1) of the load has been sent. */
    public void awaitSent(double share) {
        long wanted = (long) (share * size.records());
        await(SEND, "the broker has " + wanted + " inputs", () -> loads.acknowledged() >= wanted);
    }

    /** Waits until as many inputs are answered as the given share (0 to 1) of the records. */
    public void awaitAnswered(double share) {
        long wanted = (long) (share * size.records());
        await(SEND, wanted + " inputs have their answer", () -> answered() >= wanted);
    }

    /** Number of inputs that are answered. */
    public long answered() {
        return audit().sent() - audit().unanswered();
    }

    /** A folder of this scenario. */
    public Path folder(String name) {
        return platform.work().folder(connection.topicNames().prefix() + "files/" + name);
    }

    /** @throws IllegalStateException when the condition {@code what}, a sentence, does not hold in time */
    public void await(Duration patience, String what, BooleanSupplier happened) {
        Waiting.until(patience, what, happened);
    }

    /** Waits for a fixed time. */
    public void rest(Duration time) {
        Waiting.rest(time);
    }

    /** Records {@code otherwise} as a problem if {@code holds} is false; the scenario then fails. */
    public void require(boolean holds, String otherwise) {
        problems.require(holds, otherwise);
    }

    /** A sentence for each problem so far. */
    public List<String> problems() {
        return problems.sentences();
    }

    /** What is done to processes, and how often they died. */
    public Faults faults() {
        return faults;
    }

    /** Waits until everything is sent and answered, or the patience ends. Then ends every process. */
    public void end() {
        loads.end();
        swaps.pause();
        new Draining(cluster, audit(), notices).await();
        if (!Waiting.happens(LABELS, audits.labels()::isComplete)) {
            say("labels are missing: " + audits.labels().tally());
        }
        services.stopAll();
        audits.close();
        follower.ifPresent(ModelFollower::close);
    }

    /** The versions of a task that the aliases named, in that order; call it after {@link #end}. */
    public List<String> champions(Task task) {
        return audits.serving().versions(task.id());
    }

    /** Everything that is judged; call it after {@link #end}. */
    public Figures figures() {
        return audits.figures(cluster, archive, faults.kills());
    }

    /** Ends everything that still runs. */
    @Override
    public void close() {
        services.killAll();
        swaps.close();
        audits.close();
        cluster.close();
    }
}
