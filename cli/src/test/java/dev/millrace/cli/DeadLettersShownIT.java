package dev.millrace.cli;

import static dev.millrace.cli.DeadLetterFixture.EMPTY;
import static dev.millrace.cli.DeadLetterFixture.MALFORMED;
import static dev.millrace.cli.DeadLetterFixture.MODEL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Origin;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dead-letters list} and {@code show} say of dead letters that the app has deadLettered. */
class DeadLettersShownIT {

    @TempDir
    private Path folder;

    private final DeadLetterFixture desk = new DeadLetterFixture();
    private final String images = desk.installation().topics().images().name();
    private final String reviews = desk.installation().topics().reviews().name();
    private final String labels = desk.installation().topics().reviewLabels().name();
    private final long now = Instant.now().toEpochMilli();
    private final long yesterday = now - Duration.ofDays(1).toMillis();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void listsWhatEachOptionAsksFor() throws IOException {
        desk.deadLetter(new Origin(images, 3, 9L, now), "i1", "x", MALFORMED);
        desk.deadLetter(new Origin(reviews, 0, 5L, yesterday), "r1", "y", EMPTY);
        desk.deadLetter(
                new Origin(labels, 1, 2L, now),
                "r2",
                "z",
                DeadLetter.of(FailedStep.PROCESSING, DeadLetterReason.BLANK_LABEL, "blank"));

        assertThat(desk.keys()).containsExactlyInAnyOrder("i1", "r1", "r2");
        assertThat(desk.keys("--reason", "EMPTY_TEXT", "--reason", "blank_label"))
                .containsExactlyInAnyOrder("r1", "r2");
        assertThat(desk.keys("--stage", "deserialization")).containsExactly("i1");
        assertThat(desk.keys("--topic", "review-labels")).containsExactly("r2");
        assertThat(desk.keys("--topic", "reviews")).containsExactly("r1");
        assertThat(desk.keys("--key", "i1")).containsExactly("i1");
        assertThat(desk.keys("--model", MODEL)).containsExactly("r1");
        assertThat(desk.keys("--since", "2h")).containsExactlyInAnyOrder("i1", "r2");
        assertThat(desk.keys("--until", "2h")).containsExactly("r1");
        assertThat(desk.keys("--since", Instant.ofEpochMilli(now).toString(), "--stage", "processing"))
                .containsExactly("r2");
        assertThat(desk.keys("--limit", "2")).hasSize(2);
    }

    @Test
    void listsForPeopleAndCountsByReason() {
        String first = desk.deadLetter(new Origin(images, 3, 9L, now), "i1", "x", MALFORMED);
        desk.deadLetter(new Origin(images, 3, 10L, now), "i2", "x", MALFORMED);
        desk.deadLetter(new Origin(reviews, 0, 5L, now), "r\u001b[2J1", "y", EMPTY);

        assertThat(desk.millrace("dead-letters", "list", "--limit", "1")).isZero();
        assertThat(desk.said())
                .hasLineCount(5)
                .containsSubsequence("2 MALFORMED_RECORD", "1 EMPTY_TEXT", "3 dead letters");

        assertThat(desk.millrace("dead-letters", "list")).isZero();
        assertThat(desk.said())
                .containsPattern(first + " .*MALFORMED_RECORD +" + images + " 3:9 +i1 +1 +- +no Avro")
                .contains("r\ufffd[2J1")
                .doesNotContain("\u001b");
    }

    @Test
    void leavesRecordsOutThatAreNoDeadLetters() throws IOException {
        String deadLetters = desk.installation().topics().deadLetters().name();
        desk.installation().sendBytes(deadLetters, "stray", new byte[] {1});
        desk.send(deadLetters, null, null, Map.of(DeadLetterHeaders.REASON, "EMPTY_TEXT"), now);
        desk.installation().flush();

        assertThat(desk.keys()).isEmpty();
    }

    @Test
    void showsAllThereIsOfALetter() throws IOException {
        byte[] value = avro(desk.installation().topics().images(), image("no image"));
        String deadLetter = desk.deadLetter(
                new Origin(images, 3, 9L, now), "i1".getBytes(UTF_8), value, MALFORMED, Map.of("trace", "7"));
        Path saved = folder.resolve("value");

        assertThat(desk.millrace("dead-letters", "show", deadLetter, "--save", saved.toString()))
                .isZero();
        assertThat(desk.said())
                .containsPattern("letter +" + deadLetter)
                .containsPattern("reason +MALFORMED_RECORD")
                .containsPattern("from +" + images + " 3:9")
                .containsPattern("header +trace: 7")
                .containsPattern("encoding +ENCODED")
                .containsPattern("content +8 bytes: 6e6f20696d616765 +no image");
        assertThat(saved).hasBinaryContent(value);

        assertThat(desk.millrace("dead-letters", "show", deadLetter, "--json")).isZero();
        JsonNode object = desk.objects().get(0);
        assertThat(object.get("value").binaryValue()).isEqualTo(value);
        assertThat(object.get("headers").get(0).get("name").asText()).isEqualTo("trace");
        assertThat(object.get("content").get("encoding").asText()).isEqualTo("ENCODED");
    }

    @Test
    void showsTheBytesOfWhatCanNotBeRead() {
        String review = desk.deadLetter(
                new Origin(reviews, 0, 5L, now),
                "r1".getBytes(UTF_8),
                avro(desk.installation().topics().reviews(), new Review("a fine film", "pos")),
                EMPTY,
                Map.of());
        String garbage = desk.deadLetter(new Origin(images, 3, 9L, now), "i1", "garbage", MALFORMED);

        assertThat(desk.millrace("dead-letters", "show", review)).isZero();
        assertThat(desk.said()).containsPattern("text +a fine film").containsPattern("label +pos");
        assertThat(desk.millrace("dead-letters", "show", garbage)).isZero();
        assertThat(desk.said())
                .containsPattern("bytes +7 bytes: 67617262616765 +garbage")
                .containsPattern("unreadable +not a record of 'Image'");
        assertThat(desk.millrace("dead-letters", "show", "0:999")).isEqualTo(1);
        assertThat(desk.complained()).contains("there is no dead letter at 0:999");
    }

    @Test
    void saysWhatItWouldHaveUnderstood() {
        assertThat(desk.millrace("dead-letters", "show", "first")).isEqualTo(2);
        assertThat(desk.complained()).contains("required a dead letter as PARTITION:OFFSET, got 'first'");
        assertThat(desk.millrace("dead-letters", "list", "--reason", "BAD_MOOD"))
                .isEqualTo(2);
        assertThat(desk.complained()).contains("UNKNOWN_SCHEMA");
    }

    private static Image image(String content) {
        return new Image(ByteBuffer.wrap(content.getBytes(UTF_8)), ImageEncoding.ENCODED, null, null, null);
    }

    private static <V> byte[] avro(Topic<String, V> topic, V value) {
        return topic.valueSerde().serializer().serialize(topic.name(), value);
    }
}
