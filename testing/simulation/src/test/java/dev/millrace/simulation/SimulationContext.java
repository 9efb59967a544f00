package dev.millrace.simulation;

import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What all actors of a run share: the topics, random choices, time, and the current actor. */
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

    /** The random choices. */
    public SeededChoices chance() {
        return chance;
    }

    /** The last steps. */
    public Trace trace() {
        return trace;
    }

    /** What was really published. */
    public ExpectedModels truth() {
        return truth;
    }

    /** The models topic. */
    public SimulatedTopic<ModelRecord> models() {
        return models;
    }

    /** The aliases topic. */
    public SimulatedTopic<ModelAlias> aliases() {
        return aliases;
    }

    /** A reader from the beginning. */
    public SimulatedReader newReader() {
        SimulatedReader reader = new SimulatedReader(models, aliases, this::meanwhile);
        readers.add(reader);
        return reader;
    }

    /** Removes a reader that has ended. */
    public void forget(SimulatedReader reader) {
        readers.remove(reader);
    }

    List<SimulatedReader> readers() {
        return readers;
    }

    /** A weight that no other model has. */
    public int nextSerial() {
        return ++serials;
    }

    long nanos() {
        return nanos;
    }

    void pass(long more) {
        nanos += more;
    }

    /** Another writer, not a trainer, writes. */
    void disturb() {
        disturbances++;
    }

    /** How often other writers have written. */
    public int disturbances() {
        return disturbances;
    }

    /** Whether the registry is unavailable. */
    public boolean isRegistryAway() {
        return registryAway;
    }

    void registryAway(boolean away) {
        registryAway = away;
    }

    /** The current actor. */
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

    /** Called during operations that take time; sometimes another actor acts in between. */
    public void meanwhile() {
        if (actors.size() < 3 && chance.percent(6)) {
            trace.nest(interruption);
        }
    }
}
