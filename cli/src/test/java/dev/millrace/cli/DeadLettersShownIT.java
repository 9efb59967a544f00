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

/** What {@code dead-letters list} and {@code show} print about the app's dead letters. */
class DeadLettersShownIT {

    @TempDir
    private Path folder;

    private final DeadLetterFixture fixture = new DeadLetterFixture();
    private final String images = fixture.installation().topics().images().name();
    private final String reviews = fixture.installation().topics().reviews().name();
    private final String labels = fixture.installation().topics().reviewLabels().name();
    private final long now = Instant.now().toEpochMilli();
    private final long yesterday = now - Duration.ofDays(1).toMillis();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void listsWhatEachOptionAsksFor() throws IOException {
        fixture.deadLetter(new Origin(images, 3, 9L, now), "i1", "x", MALFORMED);
        fixture.deadLetter(new Origin(reviews, 0, 5L, yesterday), "r1", "y", EMPTY);
        fixture.deadLetter(
                new Origin(labels, 1, 2L, now),
                "r2",
                "z",
                DeadLetter.of(FailedStep.PROCESSING, DeadLetterReason.BLANK_LABEL, "blank"));

        assertThat(fixture.keys()).containsExactlyInAnyOrder("i1", "r1", "r2");
        assertThat(fixture.keys("--reason", "EMPTY_TEXT", "--reason", "blank_label"))
                .containsExactlyInAnyOrder("r1", "r2");
        assertThat(fixture.keys("--stage", "deserialization")).containsExactly("i1");
        assertThat(fixture.keys("--topic", "review-labels")).containsExactly("r2");
        assertThat(fixture.keys("--topic", "reviews")).containsExactly("r1");
        assertThat(fixture.keys("--key", "i1")).containsExactly("i1");
        assertThat(fixture.keys("--model", MODEL)).containsExactly("r1");
        assertThat(fixture.keys("--since", "2h")).containsExactlyInAnyOrder("i1", "r2");
        assertThat(fixture.keys("--until", "2h")).containsExactly("r1");
        assertThat(fixture.keys("--since", Instant.ofEpochMilli(now).toString(), "--stage", "processing"))
                .containsExactly("r2");
        assertThat(fixture.keys("--limit", "2")).hasSize(2);
    }

    @Test
    void listsATableAndCountsByReason() {
        String first = fixture.deadLetter(new Origin(images, 3, 9L, now), "i1", "x", MALFORMED);
        fixture.deadLetter(new Origin(images, 3, 10L, now), "i2", "x", MALFORMED);
        fixture.deadLetter(new Origin(reviews, 0, 5L, now), "r\u001b[2J1", "y", EMPTY);

        assertThat(fixture.millrace("dead-letters", "list", "--limit", "1")).isZero();
        assertThat(fixture.said())
                .hasLineCount(5)
                .containsSubsequence("2 MALFORMED_RECORD", "1 EMPTY_TEXT", "3 dead letters");

        assertThat(fixture.millrace("dead-letters", "list")).isZero();
        assertThat(fixture.said())
                .containsPattern(first + " .*MALFORMED_RECORD +" + images + " 3:9 +i1 +1 +- +no Avro")
                .contains("r\ufffd[2J1")
                .doesNotContain("\u001b");
    }

    @Test
    void leavesRecordsOutThatAreNoDeadLetters() throws IOException {
        String deadLetters = fixture.installation().topics().deadLetters().name();
        fixture.installation().sendBytes(deadLetters, "stray", new byte[] {1});
        fixture.send(deadLetters, null, null, Map.of(DeadLetterHeaders.REASON, "EMPTY_TEXT"), now);
        fixture.installation().flush();

        assertThat(fixture.keys()).isEmpty();
    }

    @Test
    void showsEverythingAboutADeadLetter() throws IOException {
        byte[] value = avro(fixture.installation().topics().images(), image("no image"));
        String deadLetter = fixture.deadLetter(
                new Origin(images, 3, 9L, now), "i1".getBytes(UTF_8), value, MALFORMED, Map.of("trace", "7"));
        Path saved = folder.resolve("value");

        assertThat(fixture.millrace("dead-letters", "show", deadLetter, "--save", saved.toString()))
                .isZero();
        assertThat(fixture.said())
                .containsPattern("letter +" + deadLetter)
                .containsPattern("reason +MALFORMED_RECORD")
                .containsPattern("from +" + images + " 3:9")
                .containsPattern("header +trace: 7")
                .containsPattern("encoding +ENCODED")
                .containsPattern("content +8 bytes: 6e6f20696d616765 +no image");
        assertThat(saved).hasBinaryContent(value);

        assertThat(fixture.millrace("dead-letters", "show", deadLetter, "--json"))
                .isZero();
        JsonNode object = fixture.objects().get(0);
        assertThat(object.get("value").binaryValue()).isEqualTo(value);
        assertThat(object.get("headers").get(0).get("name").asText()).isEqualTo("trace");
        assertThat(object.get("content").get("encoding").asText()).isEqualTo("ENCODED");
    }

    @Test
    void showsTheBytesOfWhatCanNotBeRead() {
        String review = fixture.deadLetter(
                new Origin(reviews, 0, 5L, now),
                "r1".getBytes(UTF_8),
                avro(fixture.installation().topics().reviews(), new Review("a fine film", "pos")),
                EMPTY,
                Map.of());
        String garbage = fixture.deadLetter(new Origin(images, 3, 9L, now), "i1", "garbage", MALFORMED);

        assertThat(fixture.millrace("dead-letters", "show", review)).isZero();
        assertThat(fixture.said()).containsPattern("text +a fine film").containsPattern("label +pos");
        assertThat(fixture.millrace("dead-letters", "show", garbage)).isZero();
        assertThat(fixture.said())
                .containsPattern("bytes +7 bytes: 67617262616765 +garbage")
                .containsPattern("unreadable +not a record of 'Image'");
        assertThat(fixture.millrace("dead-letters", "show", "0:999")).isEqualTo(1);
        assertThat(fixture.complained()).contains("there is no dead letter at 0:999");
    }

    @Test
    void saysWhatItWouldHaveUnderstood() {
        assertThat(fixture.millrace("dead-letters", "show", "first")).isEqualTo(2);
        assertThat(fixture.complained()).contains("required a dead letter as PARTITION:OFFSET, got 'first'");
        assertThat(fixture.millrace("dead-letters", "list", "--reason", "BAD_MOOD"))
                .isEqualTo(2);
        assertThat(fixture.complained()).contains("UNKNOWN_SCHEMA");
    }

    private static Image image(String content) {
        return new Image(ByteBuffer.wrap(content.getBytes(UTF_8)), ImageEncoding.ENCODED, null, null, null);
    }

    private static <V> byte[] avro(Topic<String, V> topic, V value) {
        return topic.valueSerde().serializer().serialize(topic.name(), value);
    }
}
