package dev.millrace.simulation;

import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What everybody in a run shares: the topics, chance, time, and whose turn it is. */
public final class SimulationContext {

    private final SeededChoices chance;
    private final Trace trace = new Trace();
    private final ExpectedModels truth = new ExpectedModels();
    private final SimulatedTopic<ModelRecord> models = new SimulatedTopic<>();
    private final SimulatedTopic<ModelAlias> aliases = new SimulatedTopic<>();
    private final List<SimulatedReader> readers = new ArrayList<>();
    private final Deque<String> actors = new ArrayDeque<>();
    private Runnable interruption = () -> {};
    private boolean registryAway;
    private long nanos;
    private int serials;
    private int disturbances;

    SimulationContext(long seed) {
        chance = new SeededChoices(seed);
    }

    public SeededChoices chance() {
        return chance;
    }

    public Trace trace() {
        return trace;
    }

    public ExpectedModels truth() {
        return truth;
    }

    public SimulatedTopic<ModelRecord> models() {
        return models;
    }

    public SimulatedTopic<ModelAlias> aliases() {
        return aliases;
    }

    /** A reader from the beginning. */
    public SimulatedReader newReader() {
        SimulatedReader reader = new SimulatedReader(models, aliases, this::meanwhile);
        readers.add(reader);
        return reader;
    }

    public void forget(SimulatedReader reader) {
        readers.remove(reader);
    }

    List<SimulatedReader> readers() {
        return readers;
    }

    public int nextSerial() {
        return ++serials;
    }

    long nanos() {
        return nanos;
    }

    void pass(long more) {
        nanos += more;
    }

    /** Somebody who is no trainer writes. */
    void disturb() {
        disturbances++;
    }

    /** How often somebody who is no trainer has written. */
    public int disturbances() {
        return disturbances;
    }

    public boolean isRegistryAway() {
        return registryAway;
    }

    void registryAway(boolean away) {
        registryAway = away;
    }

    /** Whose turn it is. */
    String actor() {
        return actors.isEmpty() ? "nobody" : actors.getLast();
    }

    boolean isBusy(String actor) {
        return actors.contains(actor);
    }

    <R> R actAs(String actor, Supplier<R> turn) {
        actors.addLast(actor);
        try {
            return turn.get();
        } finally {
            actors.removeLast();
        }
    }

    void whatMayHappenMeanwhile(Runnable event) {
        interruption = event;
    }

    /** Called in the middle of what takes time: sometimes somebody else comes to his turn. */
    public void meanwhile() {
        if (actors.size() < 3 && chance.percent(6)) {
            trace.nest(interruption);
        }
    }
}
