package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.cli.connection.PartitionOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The dead letters that were committed when this was opened. Owned by one thread.
 *
 * <p>Whether a dead letter was sent again is only known once the whole topic is read: it is read for that first, and for the
 * dead letters after, so that memory is needed for the notes alone.
 */
final class DeadLetterLog implements AutoCloseable {

    private final CommittedRecords topic;

    private DeadLetterLog(CommittedRecords topic) {
        this.topic = topic;
    }

    static DeadLetterLog open(Cluster cluster) {
        return new DeadLetterLog(
                CommittedRecords.open(cluster, cluster.topics().deadLetters().name()));
    }

    /** By the dead letter's coordinates, the newest note on each that was sent again. */
    Map<PartitionOffset, ReplayNote> notes() {
        Map<PartitionOffset, ReplayNote> notes = new HashMap<>();
        topic.read(record -> {
            ReplayNote.of(record).ifPresent(note -> notes.put(note.deadLetter(), note));
            return true;
        });
        return notes;
    }

    /** The newest note on one dead letter. */
    Optional<ReplayNote> note(PartitionOffset deadLetter) {
        Map<PartitionOffset, ReplayNote> notes = new HashMap<>();
        topic.readFrom(deadLetter, record -> {
            ReplayNote.of(record)
                    .filter(note -> note.deadLetter().equals(deadLetter))
                    .ifPresent(note -> notes.put(deadLetter, note));
            return true;
        });
        return Optional.ofNullable(notes.get(deadLetter));
    }

    /** Hands out the dead letters in the order of partitions and offsets until {@code goOn} answers false. */
    void read(Predicate<DeadLetterRecord> goOn) {
        topic.read(record -> DeadLetterRecord.of(record).map(goOn::test).orElse(true));
    }

    /** None where there is no dead letter. */
    Optional<DeadLetterRecord> at(PartitionOffset offset) {
        return topic.at(offset).flatMap(DeadLetterRecord::of);
    }

    @Override
    public void close() {
        topic.close();
    }
}
