package dev.millrace.trainer.examples;

import dev.millrace.trainer.nearcopies.NearCopyRule;
import java.util.Optional;

/**
 * How a store keeps and divides its examples, and its limits on memory outside the heap.
 *
 * @param nearCopies what counts as a near-copy; near-copies share a split
 * @param key by which a new store divides its examples; one that was made without a key goes on without it
 */
public record StoreSettings(
        Retention retention, Shares shares, StoreMemory memory, NearCopyRule nearCopies, Optional<SplitKey> key) {

    /** Settings with the standard memory limits, without near-copies and without a key. */
    public static StoreSettings of(Retention retention, Shares shares) {
        return new StoreSettings(retention, shares, StoreMemory.standard(), NearCopyRule.NONE, Optional.empty());
    }

    /** The same settings with that rule. */
    public StoreSettings with(NearCopyRule rule) {
        return new StoreSettings(retention, shares, memory, rule, key);
    }

    /** The same settings with that key. */
    public StoreSettings with(Optional<SplitKey> splitKey) {
        return new StoreSettings(retention, shares, memory, nearCopies, splitKey);
    }
}
