package dev.millrace.streams.classification;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One {@link LookAheadStage} for each stream thread, made when the thread first asks for it. Thread-safe. */
public final class ThreadStages<T> implements AutoCloseable {

    /** The consumer property that hands these to {@link PolledRecordsInterceptor}. */
    static final String PROPERTY = "millrace.thread.stages";

    private final Supplier<LookAheadStage<T>> newStage;
    private final Map<Thread, LookAheadStage<T>> stages = new ConcurrentHashMap<>();

    ThreadStages(Supplier<LookAheadStage<T>> newStage) {
        this.newStage = newStage;
    }

    /** Consumer properties, to be prefixed for the main consumer, that have it show what it polls. */
    public Map<String, Object> consumerProperties() {
        return Map.of("interceptor.classes", PolledRecordsInterceptor.class.getName(), PROPERTY, this);
    }

    LookAheadStage<T> ofThisThread() {
        return stages.computeIfAbsent(Thread.currentThread(), any -> newStage.get());
    }

    /** The calling thread ends: its classifier is given back. */
    void endOfThisThread() {
        Optional.ofNullable(stages.remove(Thread.currentThread())).ifPresent(LookAheadStage::close);
    }

    /** Once no stream thread runs any more. */
    @Override
    public void close() {
        stages.values().forEach(LookAheadStage::close);
        stages.clear();
    }
}
