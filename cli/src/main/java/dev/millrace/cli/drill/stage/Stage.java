package dev.millrace.cli.drill.stage;

import dev.millrace.cli.accounting.Backlog;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.drill.account.Account;
import dev.millrace.cli.drill.account.AnswerReader;
import dev.millrace.cli.drill.account.Attribution;
import dev.millrace.cli.drill.account.CommittedRecords;
import dev.millrace.cli.drill.model.DrillInputs;
import dev.millrace.cli.drill.model.ModelArchive;
import dev.millrace.cli.drill.model.ModelFollower;
import dev.millrace.cli.processes.Puppet;
import dev.millrace.model.Task;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.service.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;

/**
 * Where one scenario is played: topics of its own on the drill's broker, the services that it starts, the load, the models
 * that swap, and the account of it all. For one thread.
 */
public final class Stage implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration DRAIN = Duration.ofSeconds(150);
    private static final Duration SETTLED = Duration.ofSeconds(25);
    private static final Duration SERVE = Duration.ofMinutes(1);
    private static final Duration SEND = Duration.ofMinutes(15);

    /** The exit code of a JVM that the signal ended. */
    private static final int SIGTERM = 143;

    private final DrillPlatform platform;
    private final DrillSize size;
    private final Consumer<String> notices;
    private final KafkaConnection connection;
    private final Cluster cluster;
    private final Services services;
    private final Account account = new Account();
    private final ModelArchive archive = new ModelArchive();
    private final Swaps swaps;
    private final AnswerReader answers;
    private final Map<Task, Load> loads = new EnumMap<>(Task.class);
    private final Map<Task, LongFunction<Input>> inputs = new EnumMap<>(Task.class);
    private final List<Service> started = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<ModelFollower> follower = Optional.empty();

    private Stage(DrillPlatform platform, DrillSize size, Guarantee guarantee, String name, Consumer<String> notices) {
        String prefix = name + "-" + guarantee.id().charAt(0) + "-";
        this.platform = platform;
        this.size = size;
        this.notices = notices;
        this.connection = platform.local().connection(prefix);
        this.cluster = Cluster.of(connection);
        this.services = new Services(platform, prefix + "services", prefix, guarantee);
        makeTopics();
        this.swaps = new Swaps(connection, cluster.topics(), archive);
        this.answers = AnswerReader.start(cluster, account);
        inputs.put(Task.IMAGE, plain(Task.IMAGE, cluster.topics().images(), DrillRecords::image));
        inputs.put(Task.REVIEW, plain(Task.REVIEW, cluster.topics().reviews(), DrillRecords::review));
    }

    /**
     * Makes the topics.
     *
     * @param name of the scenario, unique in the drill together with the guarantee
     * @param notices takes a line for the person in front
     */
    public static Stage open(
            DrillPlatform platform, DrillSize size, Guarantee guarantee, String name, Consumer<String> notices) {
        platform.mend();
        return new Stage(platform, size, guarantee, name, notices);
    }

    private void makeTopics() {
        try (Admin admin = cluster.admin()) {
            var unused = TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
        }
    }

    private static <V> LongFunction<Input> plain(Task task, Topic<String, V> topic, LongFunction<V> value) {
        return number -> Input.good(
                DrillInputs.id(task, number).getBytes(StandardCharsets.UTF_8),
                topic.valueSerde().serializer().serialize(topic.name(), value.apply(number)));
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

    public Account account() {
        return account;
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

    /** Has the load of a task take its inputs from elsewhere; said before {@link #startLoad}. */
    public void feed(Task task, LongFunction<Input> source) {
        inputs.put(task, source);
    }

    /** What the load of a task would send by itself. */
    public LongFunction<Input> inputs(Task task) {
        return java.util.Objects.requireNonNull(inputs.get(task));
    }

    /** A streams app, started; not ready yet. */
    public Service startApp(String name, ServicePlan plan) {
        return start(services.streamsApp(name, plan));
    }

    /** A trainer, started; not ready yet. */
    public Service startTrainer(String name, ServicePlan plan) {
        return start(services.trainer(name, plan));
    }

    /** Another program in the streams app's place, started. */
    public Service startOther(String name, Class<?> program, ServicePlan plan) {
        return start(services.other(name, program, plan));
    }

    private Service start(Service service) {
        service.process().start();
        started.add(service);
        return service;
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

    /** The records dealt out to these tasks; it goes on until {@link #end}. */
    public void startLoad(List<Task> tasks) {
        long each = size.records() / tasks.size();
        double rate = size.perSecond() / tasks.size();
        for (Task task : tasks) {
            String topic = task == Task.IMAGE
                    ? cluster.topics().images().name()
                    : cluster.topics().reviews().name();
            loads.put(task, Load.start(connection, topic, each, rate, inputs(task), account));
        }
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
        await(SEND, "the broker has " + wanted + " inputs", () -> acknowledged() >= wanted);
    }

    /** Waits until so many inputs have their answer: that share (0 to 1) of the records. */
    public void awaitAnswered(double share) {
        long wanted = (long) (share * size.records());
        await(SEND, wanted + " inputs have their answer", () -> answered() >= wanted);
    }

    /** Inputs that have their answer. */
    public long answered() {
        return account.sent() - account.unanswered();
    }

    /** Inputs of a task that the broker has. */
    public long acknowledged(Task task) {
        return java.util.Objects.requireNonNull(loads.get(task)).acknowledged();
    }

    /** Committed records of a topic. */
    public long count(String topic) {
        return new CommittedRecords(cluster).count(topic);
    }

    /** A folder of the scenario's own. */
    public Path folder(String name) {
        return platform.work().folder(connection.topicNames().prefix() + "files/" + name);
    }

    private long acknowledged() {
        loads.values().stream().filter(Load::hasFailed).forEach(Load::end);
        return loads.values().stream().mapToLong(Load::acknowledged).sum();
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
        if (!holds) {
            problems.add(otherwise);
        }
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Waits until the version serves. */
    public void awaitServing(Service app, String version) {
        String tag = "version=\"" + version + "\"";
        await(SERVE, version + " serves", () -> app.sum("millrace_model_serving", tag) == 1);
    }

    /** Waits until all is sent, and sends no more. */
    public void endOfLoad() {
        loads.values().forEach(Load::end);
    }

    /** Waits until all is sent and answered, or the patience for that is over; then ends every process. */
    public void end() {
        endOfLoad();
        swaps.pause();
        awaitAnswers();
        started.stream().map(Service::process).filter(Puppet::isAlive).forEach(this::stop);
        answers.close();
        follower.ifPresent(ModelFollower::close);
    }

    /** Until all is answered; or all is taken, and no answer has come for a while. */
    private void awaitAnswers() {
        try (Admin admin = cluster.admin()) {
            Backlog backlog = new Backlog(admin);
            boolean drained = Waiting.happens(
                    DRAIN, () -> lag(backlog) == 0 && (account.unanswered() == 0 || account.isSilentFor(SETTLED)));
            if (!drained || account.unanswered() > 0) {
                say(account.unanswered() + " inputs have no answer, lag " + lag(backlog));
            }
        }
    }

    private long lag(Backlog backlog) {
        String prefix = connection.topicNames().prefix();
        return backlog.of(cluster.topics().images().name(), prefix + "millrace-image")
                        .lag()
                + backlog.of(cluster.topics().reviews().name(), prefix + "millrace-review")
                        .lag();
    }

    /** Asks a service to end, and notes if it does not do so in order. */
    public void stop(Service service) {
        stop(service.process());
    }

    private void stop(Puppet process) {
        int code = process.stop().orElse(-1);
        require(code == 0 || code == SIGTERM, process.name() + " ended with exit code " + code + " when asked to stop");
    }

    /** Predictions that the model they name does not reproduce; asked after {@link #end}. */
    public long misattributed() {
        return new Attribution(cluster, archive).misattributed(account);
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        started.stream().map(Service::process).filter(Puppet::isAlive).forEach(Puppet::kill);
        swaps.close();
        answers.close();
        cluster.close();
    }
}
