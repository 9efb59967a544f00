package dev.millrace.trainer.examples;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Enforces a store's {@link Retention}: the oldest examples of an overlong window move to the reservoir, and those with
 * the highest lots leave the reservoir. Lots depend only on content and seed, so the same arrivals always evict the same
 * examples. Owned by one thread at a time.
 */
final class Eviction {

    private final Database database;
    /** No reservoir key sorts before this one. Earlier keys were deleted, and deleted keys are slow to skip. */
    private Optional<Lot> first = Optional.empty();

    Eviction(Database database) {
        this.database = database;
    }

    /** An example that is not in the reservoir. */
    record Candidate(long id, ContentHash hash) {

        Lot lot(Retention retention) {
            return new Lot(retention.lot(hash), id);
        }
    }

    /**
     * What an eviction does to a store.
     *
     * @param first see {@link #first}
     * @param evicted examples that it deletes
     */
    record Outcome(StoreState state, Optional<Lot> first, List<Candidate> evicted) {}

    /**
     * Adds its deletions and moves to the changes.
     *
     * @param state after the arrivals; the window already counts them
     * @param arrivals examples that the changes add, in order
     */
    Outcome plan(Changes changes, StoreState state, List<Candidate> arrivals) throws IOException {
        List<Candidate> leaving = leaving(state, arrivals);
        return plan(changes, state, leaving, Integer.MAX_VALUE);
    }

    /** Shortens the reservoir only, without arrivals, by at most {@code limit} examples. */
    Outcome plan(Changes changes, StoreState state, int limit) throws IOException {
        return plan(changes, state, List.of(), limit);
    }

    private Outcome plan(Changes changes, StoreState state, List<Candidate> leaving, int limit) throws IOException {
        int reservoir = state.retention().reservoir();
        int excess = Math.min(limit, Math.max(0, state.older() + leaving.size() - reservoir));
        if (leaving.isEmpty() && excess == 0) {
            return new Outcome(state, first, List.of());
        }
        Deque<Candidate> byLot = new ArrayDeque<>(leaving.stream()
                .sorted(Comparator.comparing(candidate -> candidate.lot(state.retention())))
                .toList());
        List<Candidate> evicted = new ArrayList<>();
        Optional<Lot> highest = deleteHighest(changes, excess, byLot, state.retention(), evicted);
        for (Candidate staying : byLot) {
            Lot lot = staying.lot(state.retention());
            changes.put(Table.RESERVOIR, lot.key(), staying.hash().bytes());
            highest = highest.map(bound -> bound.compareTo(lot) < 0 ? bound : lot);
        }
        return new Outcome(after(state, leaving, excess), highest, evicted);
    }

    /** Confirms that the changes of that outcome were written. */
    void written(Outcome outcome) {
        first = outcome.first();
    }

    /** Deletes one example. */
    StoreState remove(StoreState state, Candidate candidate) throws IOException {
        boolean isNew = candidate.id() >= state.window().start();
        StoreState.Window window =
                new StoreState.Window(state.window().start(), state.window().size() - (isNew ? 1 : 0));
        StoreState after = new StoreState(
                state.nextId(), window, state.older() - (isNew ? 0 : 1), state.retention(), state.progress());
        try (Changes changes = database.changes()) {
            changes.delete(Table.RESERVOIR, candidate.lot(state.retention()).key());
            delete(changes, candidate);
            changes.put(Table.STATE, Table.STATE_KEY, after.bytes());
            database.write(changes);
        }
        return after;
    }

    private static StoreState after(StoreState state, List<Candidate> leaving, int gone) {
        StoreState.Window window = leaving.isEmpty()
                ? state.window()
                : new StoreState.Window(
                        leaving.get(leaving.size() - 1).id() + 1, state.window().size() - leaving.size());
        return new StoreState(
                state.nextId(), window, state.older() + leaving.size() - gone, state.retention(), state.progress());
    }

    private List<Candidate> leaving(StoreState state, List<Candidate> arrivals) throws IOException {
        int count = Math.max(0, state.window().size() - state.retention().newest());
        List<Candidate> leaving = new ArrayList<>();
        if (count == 0) {
            return leaving;
        }
        try (Cursor examples = database.cursor(Table.EXAMPLES)) {
            examples.from(ExampleId.bytes(state.window().start()));
            for (; leaving.size() < count && examples.hasRow(); examples.next()) {
                ContentHash hash = examples.row().hash();
                leaving.add(new Candidate(ExampleId.parse(examples.key()), hash));
            }
        }
        leaving.addAll(arrivals.subList(0, count - leaving.size()));
        return leaving;
    }

    /** Deletes the first of reservoir and queue in the order of lots. What is not deleted stays in the queue. */
    private Optional<Lot> deleteHighest(
            Changes changes, int count, Deque<Candidate> queue, Retention retention, List<Candidate> evicted)
            throws IOException {
        try (Cursor reservoir = database.cursor(Table.RESERVOIR)) {
            reservoir.from(first.map(Lot::key).orElse(new byte[0]));
            for (int gone = 0; gone < count; gone++) {
                Optional<Lot> inReservoir =
                        reservoir.hasRow() ? Optional.of(Lot.parse(reservoir.key())) : Optional.empty();
                Optional<Lot> inQueue = Optional.ofNullable(queue.peek()).map(candidate -> candidate.lot(retention));
                if (inReservoir.isPresent()
                        && inQueue.filter(lot -> lot.compareTo(inReservoir.get()) < 0)
                                .isEmpty()) {
                    changes.delete(Table.RESERVOIR, reservoir.key());
                    evicted.add(new Candidate(inReservoir.get().id(), ContentHash.parse(reservoir.value())));
                    reservoir.next();
                } else {
                    evicted.add(queue.remove());
                }
                delete(changes, evicted.get(gone));
            }
            return reservoir.hasRow() ? Optional.of(Lot.parse(reservoir.key())) : Optional.empty();
        }
    }

    private static void delete(Changes changes, Candidate candidate) throws IOException {
        changes.delete(Table.CONTENTS, ExampleId.bytes(candidate.id()));
        changes.delete(Table.EXAMPLES, ExampleId.bytes(candidate.id()));
        changes.delete(Table.DIGESTS, candidate.hash().bytes());
    }
}
