package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.cli.connection.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The dead letters that were committed when this was opened. Owned by one thread.
 *
 * <p>Whether a letter was sent again is only known once the whole topic is read: it is read for that first, and for the
 * letters after, so that memory is needed for the notes alone.
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

    /** By the letter's coordinates, the newest note on each that was sent again. */
    Map<Place, ReplayNote> notes() {
        Map<Place, ReplayNote> notes = new HashMap<>();
        topic.read(record -> {
            ReplayNote.of(record).ifPresent(note -> notes.put(note.letter(), note));
            return true;
        });
        return notes;
    }

    /** The newest note on one letter. */
    Optional<ReplayNote> note(Place letter) {
        Map<Place, ReplayNote> notes = new HashMap<>();
        topic.readFrom(letter, record -> {
            ReplayNote.of(record)
                    .filter(note -> note.letter().equals(letter))
                    .ifPresent(note -> notes.put(letter, note));
            return true;
        });
        return Optional.ofNullable(notes.get(letter));
    }

    /** Hands out the letters in the order of partitions and offsets until {@code goOn} answers false. */
    void read(Predicate<DeadLetterRecord> goOn) {
        topic.read(record -> DeadLetterRecord.of(record).map(goOn::test).orElse(true));
    }

    /** None where there is no dead letter. */
    Optional<DeadLetterRecord> at(Place place) {
        return topic.at(place).flatMap(DeadLetterRecord::of);
    }

    @Override
    public void close() {
        topic.close();
    }
}
