package dev.millrace.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers for a while which schemas the registry does not know, so that a flood of records with an unknown id costs one
 * request instead of one each. Keeps the newest {@value #MOST}. Thread-safe.
 */
final class UnknownSchemas {

    /**
     * A schema that is registered after a record used its id is found after this time. It is short, because a forged
     * record can name an id before the registry gives it to somebody.
     */
    static final Duration MEMORY = Duration.ofSeconds(1);

    static final int MOST = 10_000;

    private final LongSupplier nanoTime;
    private final Map<Object, Unknown> unknown = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Unknown> eldest) {
            return size() > MOST;
        }
    };

    /** @param nanoTime such as {@link System#nanoTime} */
    UnknownSchemas(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Unknown(String message, long until) {}

    /**
     * The answer to {@code ask}.
     *
     * @param key of the schema
     * @throws UnknownSchemaException when {@code ask} throws it, or did so for this key less than {@link #MEMORY} ago
     */
    <T> T remember(Object key, Supplier<T> ask) {
        Optional<Unknown> known = known(key);
        if (known.isPresent()) {
            throw new UnknownSchemaException(known.get().message());
        }
        try {
            return ask.get();
        } catch (UnknownSchemaException e) {
            synchronized (unknown) {
                unknown.remove(key);
                unknown.put(key, new Unknown(String.valueOf(e.getMessage()), nanoTime.getAsLong() + MEMORY.toNanos()));
            }
            throw e;
        }
    }

    /** The registry knows this key now. */
    void forget(Object key) {
        synchronized (unknown) {
            unknown.remove(key);
        }
    }

    private Optional<Unknown> known(Object key) {
        synchronized (unknown) {
            return Optional.ofNullable(unknown.get(key)).filter(each -> each.until() - nanoTime.getAsLong() > 0);
        }
    }
}
