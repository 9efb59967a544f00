package dev.millrace.streams.classification;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One {@link LookAheadStage} per stream thread, created when the thread first asks for it. Thread-safe. */
public final class ThreadStages<T> implements AutoCloseable {

    /** The consumer property that passes this object to {@link PolledRecordsInterceptor}. */
    static final String PROPERTY = "millrace.thread.stages";

    private final Supplier<LookAheadStage<T>> newStage;
    private final Map<Thread, LookAheadStage<T>> stages = new ConcurrentHashMap<>();

    ThreadStages(Supplier<LookAheadStage<T>> newStage) {
        this.newStage = newStage;
    }

    /** Properties that install {@link PolledRecordsInterceptor}; add the prefix of the main consumer to their names. */
    public Map<String, Object> consumerProperties() {
        return Map.of("interceptor.classes", PolledRecordsInterceptor.class.getName(), PROPERTY, this);
    }

    LookAheadStage<T> ofThisThread() {
        return stages.computeIfAbsent(Thread.currentThread(), any -> newStage.get());
    }

    /** Closes the calling thread's stage, because the thread ends. */
    void closeForThisThread() {
        Optional.ofNullable(stages.remove(Thread.currentThread())).ifPresent(LookAheadStage::close);
    }

    /** Closes all stages. Call it only after all stream threads have ended. */
    @Override
    public void close() {
        stages.values().forEach(LookAheadStage::close);
        stages.clear();
    }
}
