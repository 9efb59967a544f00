package dev.millrace.trainer.examples;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides a store's examples anew into window and reservoir after its settings have changed, and deletes the excess. If
 * a crash interrupts it, it starts over at the next start.
 */
final class RetentionChange {

    private static final Logger log = LoggerFactory.getLogger(RetentionChange.class);
    private static final int CHUNK = 10_000;

    private final Database database;
    private final Retention retention;

    private RetentionChange(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    /** Returns the state that satisfies the retention. */
    static StoreState apply(Database database, StoreState state, Retention retention) throws IOException {
        boolean isSettled = database.get(Table.STATE, Table.UNSETTLED_KEY).isEmpty();
        if (isSettled && state.retention().equals(retention)) {
            return state;
        }
        log.info("Retention changed, examples are being divided: from={} to={}", state.retention(), retention);
        RetentionChange change = new RetentionChange(database, retention);
        change.begin();
        change.clearReservoir();
        return change.trimmed(change.fillReservoir(state));
    }

    private void begin() throws IOException {
        try (Changes changes = database.changes()) {
            changes.put(Table.STATE, Table.UNSETTLED_KEY, new byte[0]);
            database.write(changes);
        }
    }

    private void clearReservoir() throws IOException {
        try (Cursor reservoir = database.cursor(Table.RESERVOIR)) {
            reservoir.first();
            while (reservoir.hasRow()) {
                try (Changes changes = database.changes()) {
                    for (int i = 0; i < CHUNK && reservoir.hasRow(); i++, reservoir.next()) {
                        changes.delete(Table.RESERVOIR, reservoir.key());
                    }
                    database.write(changes);
                }
            }
        }
    }

    private StoreState fillReservoir(StoreState state) throws IOException {
        int older = Math.max(0, state.size() - retention.newest());
        int moved = 0;
        try (Cursor examples = database.cursor(Table.EXAMPLES)) {
            examples.first();
            while (moved < older) {
                try (Changes changes = database.changes()) {
                    for (int i = 0; i < CHUNK && moved < older; i++, moved++, examples.next()) {
                        Eviction.Candidate candidate = candidate(examples);
                        changes.put(
                                Table.RESERVOIR,
                                candidate.lot(retention).key(),
                                candidate.hash().bytes());
                    }
                    database.write(changes);
                }
            }
            long start = examples.hasRow() ? ExampleId.parse(examples.key()) : state.nextId();
            return settled(state, new StoreState.Window(start, state.size() - older), older);
        }
    }

    private Eviction.Candidate candidate(Cursor examples) throws IOException {
        if (!examples.hasRow()) {
            throw database.damaged("it has fewer examples than it counts");
        }
        return new Eviction.Candidate(
                ExampleId.parse(examples.key()), examples.row().hash());
    }

    private StoreState settled(StoreState state, StoreState.Window window, int older) throws IOException {
        StoreState after = new StoreState(state.nextId(), window, older, retention, state.progress());
        try (Changes changes = database.changes()) {
            changes.put(Table.STATE, Table.STATE_KEY, after.bytes());
            changes.delete(Table.STATE, Table.UNSETTLED_KEY);
            database.write(changes);
        }
        return after;
    }

    private StoreState trimmed(StoreState state) throws IOException {
        Eviction eviction = new Eviction(database);
        StoreState trimmed = state;
        while (trimmed.older() > retention.reservoir()) {
            try (Changes changes = database.changes()) {
                Eviction.Outcome outcome = eviction.plan(changes, trimmed, CHUNK);
                changes.put(Table.STATE, Table.STATE_KEY, outcome.state().bytes());
                database.write(changes);
                eviction.written(outcome);
                trimmed = outcome.state();
            }
        }
        return trimmed;
    }
}
