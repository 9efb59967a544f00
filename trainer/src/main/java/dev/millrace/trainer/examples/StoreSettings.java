package dev.millrace.trainer.examples;

/** How a store keeps its examples, and what it may hold in memory outside the heap. */
public record StoreSettings(Retention retention, Shares shares, StoreMemory memory) {

    /** With the standard memory. */
    public static StoreSettings of(Retention retention, Shares shares) {
        return new StoreSettings(retention, shares, StoreMemory.standard());
    }
}
