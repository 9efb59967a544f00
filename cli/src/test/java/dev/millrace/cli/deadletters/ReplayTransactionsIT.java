package dev.millrace.cli.deadletters;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import dev.millrace.fixtures.Installation;
import dev.millrace.records.Origin;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTransactionsIT {

    private final Installation installation = new Installation();
    private final Cluster cluster = Cluster.of(installation.connection());
    private final String reviews = installation.topics().reviews().name();

    ReplayTransactionsIT() {
        installation.makeTopics();
    }

    @AfterEach
    void close() {
        cluster.close();
        installation.close();
    }

    @Test
    void letsTheNewestReplayAloneSend() {
        try (ReplayTransactions older = ReplayTransactions.open(cluster);
                ReplayTransactions newer = ReplayTransactions.open(cluster)) {
            assertThatThrownBy(() -> older.send(List.of(plan(0, new byte[1])))).isInstanceOf(CommandException.class);
            assertThat(newer.send(List.of(plan(0, new byte[1])))).hasSize(1);
        }

        until(() -> notes().size() == 1);
        assertThat(installation.committed(reviews)).hasSize(1);
    }

    @Test
    void sendsAllOfABatchOrNothing() {
        try (ReplayTransactions transactions = ReplayTransactions.open(cluster)) {
            List<Ready> batch = List.of(plan(0, new byte[1]), plan(1, new byte[3 << 20]));

            assertThatThrownBy(() -> transactions.send(batch))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("the last 2 were not sent");
            assertThat(transactions.send(List.of(plan(2, new byte[1])))).hasSize(1);
        }

        until(() -> notes().size() == 1);
        assertThat(installation.committed(reviews)).hasSize(1);
        assertThat(notes()).extracting(note -> note.deadLetter().offset()).containsExactly(2L);
    }

    private List<ReplayNote> notes() {
        return installation.committed(installation.topics().deadLetters().name()).stream()
                .map(ReplayNote::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private Ready plan(long offset, byte[] value) {
        byte[] key = "r1".getBytes(UTF_8);
        DeadLetterRecord deadLetter = new DeadLetterRecord(
                "processing",
                "EMPTY_TEXT",
                "no word",
                new Origin(reviews, 0, offset, 1L),
                Optional.empty(),
                Optional.empty(),
                new ConsumerRecord<>(installation.topics().deadLetters().name(), 0, offset, key, value));
        return new Ready(deadLetter, new ProducerRecord<>(reviews, 0, 1L, key, value));
    }
}
