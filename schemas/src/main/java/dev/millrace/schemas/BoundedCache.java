package dev.millrace.schemas;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the registry answered, for good while there is space. Forgets everything when it is full, which a sound installation
 * never sees: then each answer costs another request. Thread-safe.
 */
final class BoundedCache<K, V> {

    private final int most;
    private final Map<K, V> entries = new ConcurrentHashMap<>();

    /** @param most number of entries */
    BoundedCache(int most) {
        this.most = most;
    }

    /** The remembered answer, or else what {@code ask} returns. Nothing is remembered where it throws. */
    V get(K key, Function<K, V> ask) {
        V known = entries.get(key);
        if (known != null) {
            return known;
        }
        V asked = ask.apply(key);
        put(key, asked);
        return asked;
    }

    void put(K key, V value) {
        if (entries.size() >= most) {
            entries.clear();
        }
        entries.put(key, value);
    }

    int size() {
        return entries.size();
    }
}
