package dev.millrace.trainer.examples;

import dev.millrace.model.spec.LabelTrust;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the changes of one batch of arrivals. Owned by one thread. */
final class Appending implements AutoCloseable {

    private final Database database;
    private final LabelChanges labels;
    private final Changes changes;
    private final NearCopyGroups groups;
    private final StoreState before;
    private final Map<ContentHash, Pending> touched = new LinkedHashMap<>();
    private final Map<Long, NearCopyGroups.Example> contents = new HashMap<>();
    private final List<Eviction.Candidate> added = new ArrayList<>();
    private int arrivals;
    private int outranked;
    private int leftOut;

    Appending(Database database, LabelNames labels, NearCopyGroups groups, StoreState before) {
        this.database = database;
        this.labels = new LabelChanges(labels);
        this.changes = database.changes();
        this.groups = groups;
        this.before = before;
    }

    private record Pending(long id, ExampleRow row) {}

    /** Adds new content, or a new label for known content. The last of the labels with the highest trust wins. */
    void take(ContentHash hash, byte[] content, String label, LabelTrust trust) throws IOException {
        Optional<Pending> known = find(hash);
        if (known.isEmpty()) {
            add(hash, content, label, trust);
        } else {
            relabel(hash, known.get(), label, trust);
        }
    }

    /** Whether the content is in the store or in this batch. */
    boolean isKnown(ContentHash hash) throws IOException {
        return find(hash).isPresent();
    }

    /** Changes the label of content that no trust is known of; does nothing if the content is not in the store. */
    void relabel(ContentHash hash, String label) throws IOException {
        Optional<Pending> known = find(hash);
        if (known.isPresent()) {
            relabel(hash, known.get(), label, LabelTrust.UNKNOWN);
        }
    }

    /** What became of the arrivals. */
    Appended outcome() {
        return new Appended(outranked, leftOut);
    }

    /** Number of examples that {@link #write} writes. */
    int size() {
        return touched.size();
    }

    /** All labels that ever arrived, including these: new content, and new labels for known content. */
    long arrivals() {
        return before.progress().arrivals() + arrivals;
    }

    /** Writes all changes together with the progress that they make. */
    StoreState write(StoreProgress progress, Eviction eviction) throws IOException {
        for (Pending pending : touched.values()) {
            changes.put(
                    Table.EXAMPLES, ExampleId.bytes(pending.id()), pending.row().bytes());
        }
        StoreState.Window window =
                new StoreState.Window(before.window().start(), before.window().size() + added.size());
        StoreState grown =
                new StoreState(before.nextId() + added.size(), window, before.older(), before.retention(), progress);
        Eviction.Outcome outcome = eviction.plan(changes, grown, added);
        for (Eviction.Candidate evicted : outcome.evicted()) {
            labels.lost(labelOf(evicted));
        }
        labels.plan(changes);
        changes.put(Table.STATE, Table.STATE_KEY, outcome.state().bytes());
        database.write(changes);
        eviction.written(outcome);
        labels.written();
        groups.written(outcome.state().size());
        return outcome.state();
    }

    private int labelOf(Eviction.Candidate evicted) throws IOException {
        return find(evicted.hash())
                .map(known -> known.row().label())
                .orElseThrow(() -> database.damaged("evicted example " + evicted.id() + " has no row"));
    }

    @Override
    public void close() {
        groups.undo();
        changes.close();
    }

    private Optional<Pending> find(ContentHash hash) throws IOException {
        Optional<Pending> inBatch = Optional.ofNullable(touched.get(hash));
        return inBatch.isPresent() ? inBatch : stored(hash);
    }

    private Optional<Pending> stored(ContentHash hash) throws IOException {
        Optional<byte[]> id = database.get(Table.DIGESTS, hash.bytes());
        if (id.isEmpty()) {
            return Optional.empty();
        }
        ExampleRow row = database.parsed(database.require(Table.EXAMPLES, id.get()), ExampleRow::parse);
        return Optional.of(new Pending(ExampleId.parse(id.get()), row));
    }

    private void add(ContentHash hash, byte[] content, String label, LabelTrust trust) throws IOException {
        long id = before.nextId() + added.size();
        changes.put(Table.CONTENTS, ExampleId.bytes(id), content);
        changes.put(Table.DIGESTS, hash.bytes(), ExampleId.bytes(id));
        int number = labels.numberOf(label);
        labels.gained(number);
        ExampleRow row = groups.place(id, hash, content, unwritten -> Optional.ofNullable(contents.get(unwritten)));
        leftOut += row.part() == Placement.LEFT_OUT ? 1 : 0;
        contents.put(id, new NearCopyGroups.Example(row, content));
        touched.put(hash, new Pending(id, row.withLabel(number, trust)));
        added.add(new Eviction.Candidate(id, hash));
        arrivals++;
    }

    private void relabel(ContentHash hash, Pending known, String label, LabelTrust trust) {
        ExampleRow row = known.row();
        if (trust.compareTo(row.trust()) < 0) {
            outranked++;
            return;
        }
        int number = labels.numberOf(label);
        if (row.label() != number) {
            labels.lost(row.label());
            labels.gained(number);
            arrivals++;
        }
        if (row.label() != number || !row.trust().equals(trust)) {
            touched.put(hash, new Pending(known.id(), row.withLabel(number, trust)));
        }
    }
}
