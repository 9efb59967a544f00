package dev.millrace.streams;

import dev.millrace.service.operations.Health;
import dev.millrace.service.operations.LagMetrics;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.streams.classification.ThreadStages;
import dev.millrace.streams.hotswap.ModelInstaller;
import dev.millrace.streams.operations.StreamsClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The clients of one task in this process. {@link TaskStarter} fills it; then any thread may ask. */
final class RunningTask implements AutoCloseable {

    private final TaskConfig config;
    private final MeterRegistry meters;
    private final List<Client> clients = new ArrayList<>();
    private Optional<Classification> classification = Optional.empty();

    RunningTask(TaskConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    /**
     * One Kafka Streams client.
     *
     * @param name as in the meters' tag {@code client}
     * @param group its consumer group
     */
    record Client(String name, String group, StreamsClient streams, LagMetrics lag) {}

    private record Classification(ModelInstaller<?> installer, ThreadStages<?> stages) {}

    void add(Client client) {
        clients.add(client);
    }

    void classifiesBy(ModelInstaller<?> installer, ThreadStages<?> stages) {
        classification = Optional.of(new Classification(installer, stages));
    }

    String id() {
        return config.id();
    }

    /** What puts its models into service; empty if this process only joins its labels. */
    Optional<ModelInstaller<?>> installer() {
        return classification.map(Classification::installer);
    }

    /** That it has no model, as a sentence; empty if one serves, or it does not classify here. */
    Optional<String> withoutModel() {
        return installer()
                .filter(installer -> !installer.isServing())
                .map(installer -> "no " + id() + " model yet: its input waits");
    }

    /** What keeps its clients from running, a sentence each. */
    Stream<String> problems() {
        return clients.stream().flatMap(client -> client.streams().problem().stream());
    }

    /** Its stream threads that hang, a sentence each. */
    Stream<String> hanging() {
        return clients.stream().flatMap(client -> client.streams().hang().stream());
    }

    /** Its own readiness: its clients run, and a model serves if it classifies. */
    Health ready() {
        return new Health(Stream.concat(withoutModel().stream(), problems()).toList());
    }

    /** Each completes with the cause when a client ends because of a failure. */
    Stream<CompletableFuture<Throwable>> failures() {
        return clients.stream().map(client -> client.streams().failure());
    }

    void replaceThreads() {
        clients.forEach(client -> client.streams().replaceThreads());
    }

    /** Begins to stop the clients without waiting. */
    void stop() {
        clients.forEach(client -> client.streams().stop());
    }

    /** Stops the clients, and frees the model and the meters. The model feed must not know its installer any more. */
    @Override
    public void close() {
        stop();
        clients.forEach(client -> client.lag().close());
        long stillRunning =
                clients.stream().filter(client -> !client.streams().hasEnded()).count();
        // A thread that hangs in native code may still use the model. Its memory is then kept.
        classification.filter(parts -> stillRunning == 0).ifPresent(parts -> {
            parts.stages().close();
            parts.installer().close();
        });
        meters.getMeters().stream().filter(this::isOwn).toList().forEach(meters::remove);
    }

    private boolean isOwn(Meter meter) {
        Meter.Id meterId = meter.getId();
        return Objects.equals(meterId.getTag("task"), id())
                || clients.stream()
                        .anyMatch(client -> Objects.equals(meterId.getTag("client"), client.name())
                                || Objects.equals(meterId.getTag("group"), client.group()));
    }
}
