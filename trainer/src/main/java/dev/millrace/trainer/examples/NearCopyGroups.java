package dev.millrace.trainer.examples;

import dev.millrace.model.spec.LabelTrust;
import dev.millrace.trainer.nearcopies.Fingerprint;
import dev.millrace.trainer.nearcopies.NearCopyRule;
import dev.millrace.trainer.nearcopies.Signature;
import dev.millrace.trainer.nearcopies.SignatureIndex;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives new examples their split: that of their near-copies, or one drawn by shares and key. An example with near-copies in
 * different splits is left out of all of them, and later ones are not compared with it. A group that has become too large takes no
 * further examples. Owned by one thread at a time.
 */
final class NearCopyGroups {

    private static final int CHUNK = 1_000;

    /** The index is built anew when it has this many signatures more than twice the stored examples. */
    private static final int SLACK = 10_000;

    private final Database database;
    private final NearCopyRule rule;
    private final Shares shares;
    private final Optional<SplitKey> key;
    private final Deque<Signature> unwritten = new ArrayDeque<>();
    private final List<Long> joined = new ArrayList<>();
    private final GroupSizes sizes = new GroupSizes();
    private SignatureIndex index;
    private int stored;

    private NearCopyGroups(Database database, NearCopyRule rule, Shares shares, Optional<SplitKey> key) {
        this.database = database;
        this.rule = rule;
        this.shares = shares;
        this.key = key;
        this.index = new SignatureIndex(rule);
    }

    /** Reads the signatures of a database's examples. Examples without one get it, and their split stays as given. */
    static NearCopyGroups of(Database database, NearCopyRule rule, Shares shares, Optional<SplitKey> key)
            throws IOException {
        NearCopyGroups groups = new NearCopyGroups(database, rule, shares, key);
        groups.load();
        return groups;
    }

    /** A stored example, or one of the batch that is being written. */
    static final class Example {

        private final ExampleRow row;
        private final byte[] content;

        Example(ExampleRow row, byte[] content) {
            this.row = row;
            this.content = content;
        }
    }

    /** Finds the examples of a batch that is not written yet. */
    @FunctionalInterface
    interface Batch {
        /** The example, if it is in the batch. */
        Optional<Example> find(long id);
    }

    /** Gives a new example its split. */
    ExampleRow place(long id, ContentHash hash, byte[] content, Batch batch) throws IOException {
        Fingerprint fingerprint = rule.fingerprint(content);
        List<Signature> signatures = fingerprint.signatures();
        Map<Long, Placement> near = near(fingerprint, signatures, batch);
        Collection<Placement> parts = new HashSet<>(near.values());
        if (parts.size() > 1) {
            return row(hash, Placement.LEFT_OUT, OptionalLong.empty(), Optional.empty());
        }
        Placement part = parts.stream().findFirst().orElseGet(() -> Placement.of(shares.partOf(hash, key)));
        long group = near.keySet().stream().min(Long::compare).orElse(groupOf(id));
        if (!near.isEmpty()) {
            sizes.add(group);
            joined.add(group);
        }
        Optional<Signature> signature = signatures.stream().findFirst();
        signature.ifPresent(present -> {
            index.add(id, present);
            unwritten.push(present);
        });
        return row(hash, part, OptionalLong.of(group), signature);
    }

    /** Forgets the examples placed since the last call of {@link #written}. */
    void undo() {
        while (!unwritten.isEmpty()) {
            index.removeLast(unwritten.pop());
        }
        joined.forEach(sizes::remove);
        joined.clear();
    }

    /** Confirms that the examples placed so far were written. */
    void written(int examples) throws IOException {
        unwritten.clear();
        joined.clear();
        stored = examples;
        if (index.size() > 2L * stored + SLACK) {
            load();
        }
    }

    /** The groups with a near-copy, and the split of each. */
    private Map<Long, Placement> near(Fingerprint fingerprint, List<Signature> signatures, Batch batch)
            throws IOException {
        Map<Long, Placement> near = new HashMap<>();
        for (long id : index.candidates(signatures)) {
            Optional<Example> found = find(id, batch);
            if (found.isPresent()) {
                ExampleRow row = found.get().row;
                long group = row.group().orElse(groupOf(id));
                if (!near.containsKey(group)
                        && !sizes.isFull(group, stored)
                        && fingerprint.isNearCopy(found.get().content)) {
                    near.put(group, row.part());
                }
            }
        }
        return near;
    }

    private Optional<Example> find(long id, Batch batch) throws IOException {
        Optional<Example> inBatch = batch.find(id);
        if (inBatch.isPresent()) {
            return inBatch;
        }
        Optional<byte[]> row = database.get(Table.EXAMPLES, ExampleId.bytes(id));
        if (row.isEmpty()) {
            return Optional.empty();
        }
        byte[] content = database.require(Table.CONTENTS, ExampleId.bytes(id));
        return Optional.of(new Example(database.parsed(row.get(), ExampleRow::parse), content));
    }

    private ExampleRow row(ContentHash hash, Placement part, OptionalLong group, Optional<Signature> signature) {
        return new ExampleRow(hash, 0, part, group, LabelTrust.UNKNOWN, rule.number(), signature);
    }

    /** The group of an example that was stored without one, or that begins one. */
    private static long groupOf(long id) {
        return id + 1;
    }

    private void load() throws IOException {
        if (rule == NearCopyRule.NONE) {
            return;
        }
        index = new SignatureIndex(rule);
        sizes.clear();
        stored = 0;
        try (Cursor examples = database.cursor(Table.EXAMPLES)) {
            examples.first();
            while (examples.hasRow()) {
                try (Changes changes = database.changes()) {
                    for (int i = 0; i < CHUNK && examples.hasRow(); i++, examples.next()) {
                        add(ExampleId.parse(examples.key()), examples.row(), changes);
                    }
                    database.write(changes);
                }
            }
        }
        sizes.forgetSingles();
    }

    private void add(long id, ExampleRow row, Changes changes) throws IOException {
        stored++;
        row.group().ifPresent(sizes::count);
        Optional<Signature> signature = row.signature();
        if (row.part() != Placement.LEFT_OUT && row.rule() != rule.number()) {
            byte[] content = database.require(Table.CONTENTS, ExampleId.bytes(id));
            signature = rule.fingerprint(content).signatures().stream().findFirst();
            Placement given = row.part() == Placement.UNSET
                    ? Placement.of(shares.partOf(row.hash(), Optional.empty()))
                    : row.part();
            changes.put(
                    Table.EXAMPLES,
                    ExampleId.bytes(id),
                    row.with(given, rule.number(), signature).bytes());
        }
        signature.ifPresent(present -> index.add(id, present));
    }
}
