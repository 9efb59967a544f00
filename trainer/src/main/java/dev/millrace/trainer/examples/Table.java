package dev.millrace.trainer.examples;

import java.nio.charset.StandardCharsets;

/** The column families of the database. Ids and numbers in keys are big-endian, so that they sort by value. */
enum Table {
    /**
     * {@link #STATE_KEY} to {@link StoreState}; {@link #UNSETTLED_KEY} to nothing while a {@link RetentionChange} is in
     * progress. RocksDB requires this family and its name.
     */
    STATE("default"),
    /** Label number (4 bytes) to its name in UTF-8. */
    LABELS("labels"),
    /** Example id (8 bytes, in order of arrival) to content. */
    CONTENTS("contents"),
    /** Example id to {@link ExampleRow}. */
    EXAMPLES("examples"),
    /** {@link ContentHash} to example id. */
    DIGESTS("digests"),
    /** {@link Lot} to {@link ContentHash}, for older examples; the next to be evicted comes first. */
    RESERVOIR("reservoir");

    static final byte[] STATE_KEY = "state".getBytes(StandardCharsets.US_ASCII);
    static final byte[] UNSETTLED_KEY = "unsettled".getBytes(StandardCharsets.US_ASCII);

    private final String family;

    Table(String family) {
        this.family = family;
    }

    byte[] family() {
        return family.getBytes(StandardCharsets.US_ASCII);
    }
}
