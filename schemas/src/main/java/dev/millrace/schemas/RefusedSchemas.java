package dev.millrace.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Remembers for a while which schemas are refused: those that the registry does not know, and those that no Millrace record may
 * use. So a flood of such records costs one request instead of one each. Keeps the newest {@value #MOST}. Thread-safe.
 */
final class RefusedSchemas {

    /**
     * A schema that is registered after a record used its id is found after this time. It is short, because a forged
     * record can name an id before the registry gives it to somebody.
     */
    static final Duration MEMORY = Duration.ofSeconds(1);

    static final int MOST = 10_000;

    private final LongSupplier nanoTime;
    private final Map<Object, Refused> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Refused> eldest) {
            return size() > MOST;
        }
    };

    /** @param nanoTime such as {@link System#nanoTime} */
    RefusedSchemas(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Refused(boolean isUnknown, String message, long until) {

        SerializationException again() {
            return isUnknown ? new UnknownSchemaException(message) : new MalformedRecordException(message);
        }
    }

    /**
     * The answer to {@code ask}.
     *
     * @param key of the schema
     * @throws UnknownSchemaException when {@code ask} throws it, or did so for this key less than {@link #MEMORY} ago
     * @throws MalformedRecordException likewise
     */
    <T> T remember(Object key, Supplier<T> ask) {
        Optional<Refused> known = known(key);
        if (known.isPresent()) {
            throw known.get().again();
        }
        try {
            return ask.get();
        } catch (UnknownSchemaException | MalformedRecordException e) {
            long until = nanoTime.getAsLong() + MEMORY.toNanos();
            synchronized (refused) {
                refused.remove(key);
                refused.put(
                        key, new Refused(e instanceof UnknownSchemaException, String.valueOf(e.getMessage()), until));
            }
            throw e;
        }
    }

    /** The registry knows this key now. */
    void forget(Object key) {
        synchronized (refused) {
            refused.remove(key);
        }
    }

    private Optional<Refused> known(Object key) {
        synchronized (refused) {
            return Optional.ofNullable(refused.get(key)).filter(each -> each.until() - nanoTime.getAsLong() > 0);
        }
    }
}
