package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.EMPTY_IMAGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.IMAGE_DIMENSIONS_TOO_LARGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.IMAGE_TOO_LARGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.RAW_IMAGE_SIZE_MISMATCH;

import dev.millrace.model.image.ImageLimits;

/** Raw samples whose size differs from what is claimed. */
final class HostileRawImages {

    private static final int PIXEL = 3;

    private HostileRawImages() {}

    static void addTo(PoisonSeries series, RecordBytes records) {
        series.classified("raw-of-one-pixel", records.raw(new byte[PIXEL], 1, 1));
        series.classified("raw-of-one-row", records.raw(new byte[PIXEL * 4_096], 4_096, 1));
        mismatch(series, "raw-a-byte-short", records.raw(new byte[PIXEL * 64 - 1], 8, 8));
        mismatch(series, "raw-a-byte-long", records.raw(new byte[PIXEL * 64 + 1], 8, 8));
        mismatch(series, "raw-without-a-size", records.raw(new byte[PIXEL * 64], null, null));
        mismatch(series, "raw-without-a-height", records.raw(new byte[PIXEL * 64], 8, null));
        mismatch(series, "raw-of-no-width", records.raw(new byte[PIXEL], 0, 1));
        mismatch(series, "raw-of-negative-size", records.raw(new byte[PIXEL * 64], -8, -8));
        mismatch(series, "raw-of-negative-width", records.raw(new byte[PIXEL * 64], -8, 8));
        // As 32-bit numbers, these two sizes multiply to exactly the number of bytes that are there.
        int largest = Integer.MAX_VALUE;
        mismatch(series, "raw-of-overflowing-size", records.raw(new byte[PIXEL], largest, largest));
        mismatch(series, "raw-of-smallest-size", records.raw(new byte[PIXEL], Integer.MIN_VALUE + 1, largest));
        series.deadLettered("raw-of-nothing", records.raw(new byte[0], 65_536, 65_536), EMPTY_IMAGE);
        series.deadLettered("raw-too-wide", records.raw(new byte[PIXEL * 5_000], 5_000, 1), IMAGE_DIMENSIONS_TOO_LARGE);
        int tooMany = ImageLimits.standard().maxBytes() + 1;
        series.deadLettered(
                "raw-over-the-byte-limit", records.raw(new byte[tooMany], 1, tooMany / PIXEL), IMAGE_TOO_LARGE);
    }

    private static void mismatch(PoisonSeries series, String name, byte[] value) {
        series.deadLettered(name, value, RAW_IMAGE_SIZE_MISMATCH);
    }
}
