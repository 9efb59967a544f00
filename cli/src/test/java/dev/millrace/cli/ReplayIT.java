package dev.millrace.cli;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.accounting.Answer;
import dev.millrace.cli.accounting.Committed;
import dev.millrace.cli.accounting.TaskAudit;
import dev.millrace.cli.accounting.TaskReport;
import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Label;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.streams.StreamsApp;
import dev.millrace.testing.StreamsAppUnderTest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of the real app, replayed to the real app. */
class ReplayIT {

    @TempDir
    private Path state;

    private final DeadLetterFixture fixture = new DeadLetterFixture();
    private final Installation installation = fixture.installation();
    private final String reviews = installation.topics().reviews().name();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void answersAReplayOfAReplayForTheFirstRecord() {
        try (StreamsAppUnderTest strict = app(Map.of("MILLRACE_STREAMS_MAX_TEXT_CHARACTERS", "10000"))) {
            until(() -> strict.get("/health/ready").contains("no review model yet"));
            installation.publish(DefaultTasks.REVIEW, "000001-cccccccc", Artifacts.review(3));
            installation.send(installation.topics().reviews(), "short", new Review("good film", null));
            installation.send(installation.topics().reviews(), "long", new Review("good film ".repeat(1_500), null));
            installation.sendBytes(reviews, "garbage", new byte[] {1, 2, 3});
            installation.send(installation.topics().reviewLabels(), "short", new Label(" ", null));
            installation.flush();
            until(() -> predictions().size() == 1 && deadLetters().size() == 3);

            assertThat(fixture.millrace("dead-letters", "list")).isZero();
            assertThat(fixture.said())
                    .contains("1 TEXT_TOO_LARGE")
                    .contains("1 MALFORMED_RECORD")
                    .contains("1 BLANK_LABEL");
            assertThat(fixture.millrace(
                            "dead-letters", "replay", "--reason", "TEXT_TOO_LARGE", "--reason", "BLANK_LABEL"))
                    .isZero();
            until(() -> deadLetters().size() == 5);
        }
        try (StreamsAppUnderTest lenient = app(Map.of())) {
            assertThat(fixture.millrace("dead-letters", "replay", "--reason", "TEXT_TOO_LARGE"))
                    .isZero();
            assertThat(fixture.said()).contains("1 sent again, 1 skipped");
            until(() -> predictions().size() == 2);
            assertThat(lenient.hasEnded()).isFalse();
        }

        ConsumerRecord<byte[], byte[]> first = sent("long").get(0);
        Prediction answer = predictions().get("long");
        assertThat(answer.getReplayOf().getTopic()).isEqualTo(reviews);
        assertThat(answer.getReplayOf().getPartition()).isEqualTo(first.partition());
        assertThat(answer.getReplayOf().getOffset()).isEqualTo(first.offset());
        assertThat(answer.getReplayOf().getTimestamp()).isEqualTo(first.timestamp());
        assertThat(answer.getInput().getOffset()).isEqualTo(sent("long").get(2).offset());
        assertEveryInputHasOneAnswer();
    }

    /** Replays are separate inputs: nothing is lost, and nothing is answered twice. */
    private void assertEveryInputHasOneAnswer() {
        TaskAudit audit = new TaskAudit();
        Map<Integer, Long> ends = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> input : installation.committed(reviews)) {
            audit.acknowledged(new RecordCoordinates(reviews, input.partition(), input.offset()));
            ends.merge(input.partition(), input.offset() + 1, Math::max);
        }
        installation.values(installation.topics().reviewPredictions()).forEach(made -> audit.predicted(answer(made)));
        for (ConsumerRecord<byte[], byte[]> deadLetter : deadLetters()) {
            if (DeadLetterFixture.header(deadLetter, "millrace.topic").equals(reviews)) {
                audit.deadLettered(new RecordCoordinates(
                        reviews,
                        Integer.parseInt(DeadLetterFixture.header(deadLetter, "millrace.partition")),
                        Long.parseLong(DeadLetterFixture.header(deadLetter, "millrace.offset"))));
            }
        }

        TaskReport report = audit.report(new Committed(ends, 0));

        assertThat(report.sent()).isEqualTo(5);
        assertThat(report.predicted()).isEqualTo(2);
        assertThat(report.deadLetters()).isEqualTo(3);
        assertThat(report.isClean()).isTrue();
    }

    private static Answer answer(Prediction made) {
        RecordCoordinates input = new RecordCoordinates(
                made.getInput().getTopic(),
                made.getInput().getPartition(),
                made.getInput().getOffset());
        return new Answer(input, "", made.getLabel(), made.getModel().getVersion(), 0, 0);
    }

    private StreamsAppUnderTest app(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(installation.environment());
        settings.putAll(more);
        return new StreamsAppUnderTest(StreamsApp::run, settings, state);
    }

    private Map<String, Prediction> predictions() {
        String topic = installation.topics().reviewPredictions().name();
        return installation.committed(topic).stream()
                .collect(Collectors.toMap(
                        read -> new String(read.key(), UTF_8),
                        read -> installation
                                .topics()
                                .reviewPredictions()
                                .valueSerde()
                                .deserializer()
                                .deserialize(topic, read.value())));
    }

    /** Without the notes on replays. */
    private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return installation.committed(installation.topics().deadLetters().name()).stream()
                .filter(record -> record.headers().lastHeader("millrace.reason") != null)
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> sent(String key) {
        return installation.committed(reviews).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .toList();
    }
}
