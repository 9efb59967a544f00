package dev.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Origin;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.streams.deadletter.DeadLetter;
import dev.millrace.streams.deadletter.DeadLetterHeaders;
import dev.millrace.streams.deadletter.DeadLetterReason;
import dev.millrace.streams.deadletter.FailedStep;
import dev.millrace.streams.deadletter.ReplayHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandIT {

    private static final String MODEL = "000001-aaaaaaaa";
    private static final DeadLetter MALFORMED =
            DeadLetter.of(FailedStep.DESERIALIZATION, DeadLetterReason.MALFORMED_RECORD, "no Avro");
    private static final DeadLetter EMPTY =
            new DeadLetter(FailedStep.PROCESSING, DeadLetterReason.EMPTY_TEXT, "no word", Optional.of(MODEL));

    @TempDir
    private Path folder;

    private final LetterDesk desk = new LetterDesk();
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
        desk.bury(new Origin(images, 3, 9L, now), "i1", "x", MALFORMED);
        desk.bury(new Origin(reviews, 0, 5L, yesterday), "r1", "y", EMPTY);
        desk.bury(
                new Origin(labels, 1, 2L, now),
                "r2",
                "z",
                DeadLetter.of(FailedStep.PROCESSING, DeadLetterReason.BLANK_LABEL, "blank"));

        assertThat(keys()).containsExactlyInAnyOrder("i1", "r1", "r2");
        assertThat(keys("--reason", "EMPTY_TEXT", "--reason", "blank_label")).containsExactlyInAnyOrder("r1", "r2");
        assertThat(keys("--stage", "deserialization")).containsExactly("i1");
        assertThat(keys("--topic", "review-labels")).containsExactly("r2");
        assertThat(keys("--topic", "reviews")).containsExactly("r1");
        assertThat(keys("--key", "i1")).containsExactly("i1");
        assertThat(keys("--model", MODEL)).containsExactly("r1");
        assertThat(keys("--since", "2h")).containsExactlyInAnyOrder("i1", "r2");
        assertThat(keys("--until", "2h")).containsExactly("r1");
        assertThat(keys("--since", Instant.ofEpochMilli(now).toString(), "--stage", "processing"))
                .containsExactly("r2");
        assertThat(keys("--limit", "2")).hasSize(2);
    }

    @Test
    void listsForPeopleAndCountsByReason() {
        String first = desk.bury(new Origin(images, 3, 9L, now), "i1", "x", MALFORMED);
        desk.bury(new Origin(images, 3, 10L, now), "i2", "x", MALFORMED);
        desk.bury(new Origin(reviews, 0, 5L, now), "r\u001b[2J1", "y", EMPTY);

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
        String letters = desk.installation().topics().deadLetters().name();
        desk.installation().sendBytes(letters, "stray", new byte[] {1});
        desk.send(letters, null, null, Map.of(DeadLetterHeaders.REASON, "EMPTY_TEXT"), now);
        desk.installation().flush();

        assertThat(keys()).isEmpty();
    }

    @Test
    void showsAllThereIsOfALetter() throws IOException {
        byte[] value = avro(desk.installation().topics().images(), image("no image"));
        String letter =
                desk.bury(new Origin(images, 3, 9L, now), "i1".getBytes(UTF_8), value, MALFORMED, Map.of("trace", "7"));
        Path saved = folder.resolve("value");

        assertThat(desk.millrace("dead-letters", "show", letter, "--save", saved.toString()))
                .isZero();
        assertThat(desk.said())
                .containsPattern("letter +" + letter)
                .containsPattern("reason +MALFORMED_RECORD")
                .containsPattern("from +" + images + " 3:9")
                .containsPattern("header +trace: 7")
                .containsPattern("encoding +ENCODED")
                .containsPattern("content +8 bytes: 6e6f20696d616765 +no image");
        assertThat(saved).hasBinaryContent(value);

        assertThat(desk.millrace("dead-letters", "show", letter, "--json")).isZero();
        JsonNode object = desk.objects().get(0);
        assertThat(object.get("value").binaryValue()).isEqualTo(value);
        assertThat(object.get("headers").get(0).get("name").asText()).isEqualTo("trace");
        assertThat(object.get("content").get("encoding").asText()).isEqualTo("ENCODED");
    }

    @Test
    void showsTheBytesOfWhatCanNotBeRead() {
        String review = desk.bury(
                new Origin(reviews, 0, 5L, now),
                "r1".getBytes(UTF_8),
                avro(desk.installation().topics().reviews(), new Review("a fine film", "pos")),
                EMPTY,
                Map.of());
        String garbage = desk.bury(new Origin(images, 3, 9L, now), "i1", "garbage", MALFORMED);

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
    void sendsALetterAsItWasAndNotTwiceUnlessAsked() throws IOException {
        Origin from = new Origin(labels, 2, 7L, yesterday);
        String letter = desk.bury(from, "r1".getBytes(UTF_8), "bytes".getBytes(UTF_8), MALFORMED, Map.of("trace", "7"));

        assertThat(desk.millrace("dead-letters", "replay", "--all", "--dry-run"))
                .isZero();
        assertThat(desk.said()).contains("1 would be sent again, 0 left out");
        assertThat(sent(labels, 0)).isEmpty();

        assertThat(desk.millrace("dead-letters", "replay", "--topic", "review-labels"))
                .isZero();
        assertThat(desk.said()).contains(labels + " 2:7 -> 2:0").contains("1 sent again, 0 left out");
        ConsumerRecord<byte[], byte[]> again = sent(labels, 1).get(0);
        assertThat(again.key()).isEqualTo("r1".getBytes(UTF_8));
        assertThat(again.value()).isEqualTo("bytes".getBytes(UTF_8));
        assertThat(again.timestamp()).isGreaterThanOrEqualTo(now);
        assertThat(LetterDesk.header(again, "trace")).isEqualTo("7");
        assertThat(ReplayHeaders.read(again.headers())).contains(from);
        assertThat(DeadLetterHeaders.ALL).noneMatch(name -> again.headers().lastHeader(name) != null);

        assertThat(desk.millrace("dead-letters", "replay", "--all")).isZero();
        assertThat(desk.said()).contains("0 sent again, 1 left out");
        assertThat(keys("--pending")).isEmpty();
        assertThat(keys()).containsExactly("r1");
        assertThat(desk.objects().get(0).get("replayed").get("partition").asInt())
                .isEqualTo(2);
        assertThat(sent(labels, 1)).hasSize(1);

        assertThat(desk.millrace("dead-letters", "replay", letter, "--again")).isZero();
        assertThat(sent(labels, 2)).hasSize(2);
    }

    @Test
    void sendsNoMoreThanItIsToldAndGoesOnFromThere() {
        for (int i = 0; i < 250; i++) {
            desk.bury(new Origin(reviews, i % 4, (long) i, now), "r" + i, "y", EMPTY);
        }

        assertThat(desk.millrace("dead-letters", "replay", "--all", "--limit", "120"))
                .isZero();
        assertThat(sent(reviews, 120)).hasSize(120);
        assertThat(desk.millrace("dead-letters", "replay", "--all")).isZero();

        assertThat(desk.said()).contains("130 sent again, 120 left out");
        assertThat(sent(reviews, 250))
                .hasSize(250)
                .extracting(record -> new String(record.key(), UTF_8))
                .doesNotHaveDuplicates();
    }

    @Test
    void sendsOmittedContentAgainFromWhereItWasAndGoesOnWhereItIsGone() {
        byte[] large = new byte[20_000];
        Origin there = desk.send(images, "i1".getBytes(UTF_8), large, Map.of("trace", "7"), yesterday);
        Origin another = desk.send(images, "i9".getBytes(UTF_8), large, Map.of(), yesterday);
        desk.bury(there, "i1".getBytes(UTF_8), large, EMPTY, Map.of("trace", "7"));
        String gone = desk.bury(new Origin(images, 0, 7_000L, now), "i2".getBytes(UTF_8), large, EMPTY, Map.of());
        String replaced = desk.bury(another, "i3".getBytes(UTF_8), large, EMPTY, Map.of());

        assertThat(desk.millrace("dead-letters", "show", gone)).isZero();
        assertThat(desk.said()).containsPattern("value +none: the letter is without its headers,value");
        assertThat(desk.millrace("dead-letters", "replay", "--all")).isEqualTo(1);

        assertThat(desk.said()).contains("1 sent again, 0 left out since they were before, 2 failed");
        assertThat(desk.complained())
                .contains("dead letter " + gone + " can't be sent again")
                .contains("dead letter " + replaced + " can't be sent again")
                .contains("the original is gone at " + images + " 0:7000");
        List<ConsumerRecord<byte[], byte[]>> sent = sent(images, 3);
        assertThat(sent).hasSize(3);
        ConsumerRecord<byte[], byte[]> again = sent.stream()
                .filter(record -> ReplayHeaders.read(record.headers()).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(again.value()).hasSize(20_000);
        assertThat(LetterDesk.header(again, "trace")).isEqualTo("7");
        assertThat(ReplayHeaders.read(again.headers())).contains(there);
    }

    @Test
    void refusesWhatWouldMakeATransactionFailAndSendsTheOthers() {
        desk.bury(new Origin(images, 0, 1L, now), "good", "x", MALFORMED);
        String elsewhere = desk.bury(new Origin("elsewhere", 0, 1L, now), "i1", "x", MALFORMED);
        String shrunk = desk.bury(new Origin(images, 99, 1L, now), "i2", "x", MALFORMED);

        assertThat(desk.millrace("dead-letters", "replay", "--all")).isEqualTo(1);

        assertThat(desk.complained())
                .contains("dead letter " + elsewhere + " can't be sent again: its topic 'elsewhere'")
                .contains("dead letter " + shrunk + " can't be sent again: its partition is gone");
        assertThat(sent(images, 1)).hasSize(1);
        assertThat(desk.millrace("dead-letters", "replay", "3:999")).isEqualTo(1);
        assertThat(desk.complained()).contains("dead letter 3:999 can't be sent again: there is no dead letter there");
    }

    @Test
    void takesNoProducersHeaderForANote() throws IOException {
        Map<String, String> forged = Map.of(DeadLetterHeaders.REPLAYED, "0:0", DeadLetterHeaders.REPLAYED_AS, "0:0");
        for (int i = 0; i < 8; i++) {
            byte[] key = ("i" + i).getBytes(UTF_8);
            desk.bury(new Origin(images, 0, (long) i, now), key, key, MALFORMED, forged);
        }

        assertThat(keys("--pending")).hasSize(8);
    }

    @Test
    void wantsToBeToldWhichLetters() {
        assertThat(desk.millrace("dead-letters", "replay")).isEqualTo(2);
        assertThat(desk.millrace("dead-letters", "replay", "0:1", "--all")).isEqualTo(2);
        assertThat(desk.millrace("dead-letters", "replay", "0:1", "--key", "a")).isEqualTo(2);
        assertThat(desk.millrace("dead-letters", "replay", "first")).isEqualTo(2);
        assertThat(desk.complained()).contains("'first'");
        assertThat(desk.millrace("dead-letters", "show", "first")).isEqualTo(2);
        assertThat(desk.complained()).contains("required a dead letter as PARTITION:OFFSET, got 'first'");
        assertThat(desk.millrace("dead-letters", "list", "--reason", "BAD_MOOD"))
                .isEqualTo(2);
        assertThat(desk.complained()).contains("UNKNOWN_SCHEMA");
    }

    private List<String> keys(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("dead-letters", "list", "--json"));
        all.addAll(List.of(options));
        assertThat(desk.millrace(all.toArray(String[]::new))).isZero();
        return desk.objects().stream().map(object -> object.get("key").asText()).toList();
    }

    /** At least so many: what is committed is seen a moment later. */
    private List<ConsumerRecord<byte[], byte[]>> sent(String topic, int count) {
        return await().until(() -> desk.installation().committed(topic), records -> records.size() >= count);
    }

    private static Image image(String content) {
        return new Image(ByteBuffer.wrap(content.getBytes(UTF_8)), ImageEncoding.ENCODED, null, null, null);
    }

    private static <V> byte[] avro(Topic<String, V> topic, V value) {
        return topic.valueSerde().serializer().serialize(topic.name(), value);
    }
}
