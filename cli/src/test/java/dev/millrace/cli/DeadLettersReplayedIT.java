package dev.millrace.cli;

import static dev.millrace.cli.DeadLetterFixture.EMPTY;
import static dev.millrace.cli.DeadLetterFixture.MALFORMED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code dead-letters replay} sends, and what it leaves out. */
class DeadLettersReplayedIT {

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
    void replaysADeadLetterUnchangedAndOnlyOnceUnlessAsked() throws IOException {
        Origin from = new Origin(labels, 2, 7L, yesterday);
        String deadLetter = fixture.deadLetter(
                from, "r1".getBytes(UTF_8), "bytes".getBytes(UTF_8), MALFORMED, Map.of("trace", "7"));

        assertThat(fixture.millrace("dead-letters", "replay", "--all", "--dry-run"))
                .isZero();
        assertThat(fixture.said()).contains("1 would be sent again, 0 skipped");
        assertThat(sent(labels, 0)).isEmpty();

        assertThat(fixture.millrace("dead-letters", "replay", "--topic", "review-labels"))
                .isZero();
        assertThat(fixture.said()).contains(labels + " 2:7 -> 2:0").contains("1 sent again, 0 skipped");
        ConsumerRecord<byte[], byte[]> again = sent(labels, 1).get(0);
        assertThat(again.key()).isEqualTo("r1".getBytes(UTF_8));
        assertThat(again.value()).isEqualTo("bytes".getBytes(UTF_8));
        assertThat(again.timestamp()).isGreaterThanOrEqualTo(now);
        assertThat(DeadLetterFixture.header(again, "trace")).isEqualTo("7");
        assertThat(ReplayHeaders.read(again.headers())).contains(from);
        assertThat(DeadLetterHeaders.ALL).noneMatch(name -> again.headers().lastHeader(name) != null);

        assertThat(fixture.millrace("dead-letters", "replay", "--all")).isZero();
        assertThat(fixture.said()).contains("0 sent again, 1 skipped");
        assertThat(fixture.keys("--pending")).isEmpty();
        assertThat(fixture.keys()).containsExactly("r1");
        assertThat(fixture.objects().get(0).get("replayed").get("partition").asInt())
                .isEqualTo(2);
        assertThat(sent(labels, 1)).hasSize(1);

        assertThat(fixture.millrace("dead-letters", "replay", deadLetter, "--again"))
                .isZero();
        assertThat(sent(labels, 2)).hasSize(2);
    }

    @Test
    void respectsTheLimitAndContinuesFromThere() {
        for (int i = 0; i < 250; i++) {
            fixture.deadLetter(new Origin(reviews, i % 4, (long) i, now), "r" + i, "y", EMPTY);
        }

        assertThat(fixture.millrace("dead-letters", "replay", "--all", "--limit", "120"))
                .isZero();
        assertThat(sent(reviews, 120)).hasSize(120);
        assertThat(fixture.millrace("dead-letters", "replay", "--all")).isZero();

        assertThat(fixture.said()).contains("130 sent again, 120 skipped");
        assertThat(sent(reviews, 250))
                .hasSize(250)
                .extracting(record -> new String(record.key(), UTF_8))
                .doesNotHaveDuplicates();
    }

    @Test
    void replaysOmittedContentFromTheOriginalAndContinuesIfItIsGone() {
        byte[] large = new byte[20_000];
        Origin there = fixture.send(images, "i1".getBytes(UTF_8), large, Map.of("trace", "7"), yesterday);
        Origin another = fixture.send(images, "i9".getBytes(UTF_8), large, Map.of(), yesterday);
        fixture.deadLetter(there, "i1".getBytes(UTF_8), large, EMPTY, Map.of("trace", "7"));
        String gone =
                fixture.deadLetter(new Origin(images, 0, 7_000L, now), "i2".getBytes(UTF_8), large, EMPTY, Map.of());
        String replaced = fixture.deadLetter(another, "i3".getBytes(UTF_8), large, EMPTY, Map.of());

        assertThat(fixture.millrace("dead-letters", "show", gone)).isZero();
        assertThat(fixture.said()).containsPattern("value +none: the dead letter lacks its headers,value");
        assertThat(fixture.millrace("dead-letters", "replay", "--all")).isEqualTo(1);

        assertThat(fixture.said()).contains("1 sent again, 0 skipped (already replayed), 2 failed");
        assertThat(fixture.complained())
                .contains("dead letter " + gone + " can't be sent again")
                .contains("dead letter " + replaced + " can't be sent again")
                .contains("the original no longer exists at " + images + " 0:7000");
        List<ConsumerRecord<byte[], byte[]>> sent = sent(images, 3);
        assertThat(sent).hasSize(3);
        ConsumerRecord<byte[], byte[]> again = sent.stream()
                .filter(record -> ReplayHeaders.read(record.headers()).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(again.value()).hasSize(20_000);
        assertThat(DeadLetterFixture.header(again, "trace")).isEqualTo("7");
        assertThat(ReplayHeaders.read(again.headers())).contains(there);
    }

    @Test
    void refusesWhatWouldMakeATransactionFailAndSendsTheOthers() {
        fixture.deadLetter(new Origin(images, 0, 1L, now), "good", "x", MALFORMED);
        String elsewhere = fixture.deadLetter(new Origin("elsewhere", 0, 1L, now), "i1", "x", MALFORMED);
        String shrunk = fixture.deadLetter(new Origin(images, 99, 1L, now), "i2", "x", MALFORMED);

        assertThat(fixture.millrace("dead-letters", "replay", "--all")).isEqualTo(1);

        assertThat(fixture.complained())
                .contains("dead letter " + elsewhere + " can't be sent again: its topic 'elsewhere'")
                .contains("dead letter " + shrunk + " can't be sent again: its partition no longer exists");
        assertThat(sent(images, 1)).hasSize(1);
        assertThat(fixture.millrace("dead-letters", "replay", "3:999")).isEqualTo(1);
        assertThat(fixture.complained())
                .contains("dead letter 3:999 can't be sent again: there is no dead letter at these coordinates");
    }

    @Test
    void doesNotMistakeAProducersHeaderForANote() throws IOException {
        Map<String, String> forged = Map.of(DeadLetterHeaders.REPLAYED, "0:0", DeadLetterHeaders.REPLAYED_AS, "0:0");
        for (int i = 0; i < 8; i++) {
            byte[] key = ("i" + i).getBytes(UTF_8);
            fixture.deadLetter(new Origin(images, 0, (long) i, now), key, key, MALFORMED, forged);
        }

        assertThat(fixture.keys("--pending")).hasSize(8);
    }

    @Test
    void requiresASelectionOfDeadLetters() {
        assertThat(fixture.millrace("dead-letters", "replay")).isEqualTo(2);
        assertThat(fixture.millrace("dead-letters", "replay", "0:1", "--all")).isEqualTo(2);
        assertThat(fixture.millrace("dead-letters", "replay", "0:1", "--key", "a"))
                .isEqualTo(2);
        assertThat(fixture.millrace("dead-letters", "replay", "first")).isEqualTo(2);
        assertThat(fixture.complained()).contains("'first'");
    }

    /** Waits for at least so many records, because committed records become visible a moment later. */
    private List<ConsumerRecord<byte[], byte[]>> sent(String topic, int count) {
        return await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofMinutes(2))
                .until(() -> fixture.installation().committed(topic), records -> records.size() >= count);
    }
}
