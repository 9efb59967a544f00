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
 * <p>Whether a dead letter was replayed is known only once the whole topic has been read. The topic is therefore read
 * twice, first for the notes and then for the dead letters, so that memory holds only the notes.
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

    /** The newest note on each replayed dead letter, by the coordinates of the dead letter. */
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

    /** Passes the dead letters to {@code goOn}, in order of partition and offset, until it returns false. */
    void read(Predicate<DeadLetterRecord> goOn) {
        topic.read(record -> DeadLetterRecord.of(record).map(goOn::test).orElse(true));
    }

    /** The dead letter at {@code offset}; empty if there is none. */
    Optional<DeadLetterRecord> at(PartitionOffset offset) {
        return topic.at(offset).flatMap(DeadLetterRecord::of);
    }

    @Override
    public void close() {
        topic.close();
    }
}
