package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Input topics change or hang while records flow. */
final class InputTopics {

    private static final Duration HUNG = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofSeconds(4);
    private static final int STORMS = 8;
    private static final int MANY = 100;

    private InputTopics() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                                "partitions-added", "both inputs get four more partitions", InputTopics::addPartitions)
                        .quick(),
                Scripted.exactlyOnce(
                        "topic-made-again",
                        "the topic of reviews is deleted and created again: its offsets start over with other content",
                        InputTopics::makeAgain),
                Scripted.exactlyOnce(
                        "hung-transaction",
                        "a producer leaves a transaction on an input open for 30 seconds, then aborts it",
                        InputTopics::hang),
                Scripted.exactlyOnce(
                                "rebalance-storm",
                                "4 threads per app, 100 partitions per input; a third app comes and dies every 4 seconds",
                                InputTopics::storm)
                        .withPartitions(MANY));
    }

    private static void addPartitions(ScenarioEnvironment stage) {
        ServicePlan plan = ServicePlan.plain().with("MILLRACE_KAFKA_METADATA_MAX_AGE_MS", "3000");
        stage.begin(List.of(
                stage.services().startApp("streams-app-1", plan),
                stage.services().startApp("streams-app-2", plan)));
        stage.awaitSent(0.3);
        stage.say("adds partitions");
        stage.brokers()
                .grow(
                        List.of(
                                stage.topics().images().name(),
                                stage.topics().reviews().name()),
                        2 * ScenarioEnvironment.PARTITIONS);
        stage.loads().end();
        stage.require(
                stage.audit().partitions() == 4 * ScenarioEnvironment.PARTITIONS,
                "required records in all partitions, got them in "
                        + stage.audit().partitions());
        stage.end();
    }

    private static void makeAgain(ScenarioEnvironment stage) {
        String topic = stage.topics().reviews().name();
        var unused = Instances.two(stage);
        stage.loads().end();
        stage.await(PATIENCE, "everything is answered", () -> stage.audit().unanswered() == 0);
        stage.say("deletes '" + topic + "'");
        stage.brokers().delete(topic);
        stage.audit().startsOver(topic, Map.of());
        stage.say("creates it again");
        stage.brokers().create(topic, ScenarioEnvironment.PARTITIONS);
        stage.startLoad(List.of(DefaultTasks.REVIEW));
        stage.end();
    }

    private static void hang(ScenarioEnvironment stage) {
        List<Service> apps = Instances.two(stage);
        stage.awaitSent(0.3);
        double before = lag(apps);
        String topic = stage.topics().images().name();
        Input input = stage.loads().inputs(DefaultTasks.IMAGE).apply(0);
        try (Producer<byte[], byte[]> producer = stage.cluster().transactions("hung", PATIENCE)) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, 0, input.key(), input.value()));
            producer.flush();
            stage.say("a transaction is open; lag is " + before);
            stage.rest(HUNG);
            double behind = lag(apps);
            stage.say("aborts it; lag is " + behind);
            stage.require(behind > before + stage.perSecond(), "lag does not count what waits: " + behind);
            producer.abortTransaction();
        }
        stage.end();
    }

    private static double lag(List<Service> apps) {
        return apps.stream().mapToDouble(app -> app.sum("millrace_lag")).sum();
    }

    private static void storm(ScenarioEnvironment stage) {
        ServicePlan plan = ServicePlan.plain().with("MILLRACE_STREAMS_THREADS", "4");
        List<Service> apps = new ArrayList<>();
        apps.add(stage.services().startApp("streams-app-1", plan));
        apps.add(stage.services().startApp("streams-app-2", plan));
        stage.begin(apps);
        Service guest = stage.services().startApp("streams-app-3", plan);
        for (int time = 0; time < STORMS; time++) {
            stage.rest(BETWEEN);
            stage.faults().kill(guest.process());
            stage.rest(BETWEEN);
            guest.process().start();
        }
        stage.end();
    }
}
