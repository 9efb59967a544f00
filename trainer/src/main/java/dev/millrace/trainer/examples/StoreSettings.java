package dev.millrace.trainer.examples;

/** How a store keeps its examples, and its limits on memory outside the heap. */
public record StoreSettings(Retention retention, Shares shares, StoreMemory memory) {

    /** Settings with the standard memory limits. */
    public static StoreSettings of(Retention retention, Shares shares) {
        return new StoreSettings(retention, shares, StoreMemory.standard());
    }
}
