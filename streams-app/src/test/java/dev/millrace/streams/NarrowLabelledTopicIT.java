package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Installation;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.testing.StreamsAppUnderTest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A labelled topic that accepts smaller records than the input. */
class NarrowLabelledTopicIT {

    private static final int LARGE = 200_000;

    @TempDir
    Path state;

    @Test
    void anExampleThatIsTooLargeBecomesADeadLetterAndTheNextOneIsForwarded() throws Exception {
        try (Installation installation = new Installation()) {
            Topics topics = installation.topics();
            installation.makeTopics();
            installation.limit(topics.labelledReviews().name(), 100000);
            Map<String, String> settings = new HashMap<>(installation.environment());
            settings.put("MILLRACE_STREAMS_CLIENTS", "labels");

            try (StreamsAppUnderTest app = new StreamsAppUnderTest(StreamsApp::run, settings, state)) {
                installation.send(topics.reviews(), "same", new Review("x".repeat(LARGE), "pos"));
                installation.send(topics.reviews(), "same", new Review("small", "neg"));
                installation.flush();

                until(() -> texts(installation, topics.labelledReviews()).contains("small"));
                assertThat(texts(installation, topics.labelledReviews())).containsExactly("small");
                assertThat(installation.committed(topics.deadLetters().name()))
                        .extracting(NarrowLabelledTopicIT::reason)
                        .containsExactly("EXAMPLE_TOO_LARGE");
                assertThat(app.hasEnded()).isFalse();
            }
        }
    }

    private static List<String> texts(Installation installation, Topic<String, LabelledReview> topic) {
        return installation.committed(topic.name()).stream()
                .map(record -> topic.valueSerde()
                        .deserializer()
                        .deserialize(topic.name(), record.value())
                        .getText())
                .toList();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> deadLetter) {
        return new String(
                deadLetter.headers().lastHeader(DeadLetterHeaders.REASON).value(), UTF_8);
    }
}
