package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.EMPTY_IMAGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.IMAGE_DIMENSIONS_TOO_LARGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.IMAGE_TOO_LARGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.UNDECODABLE_IMAGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.UNKNOWN_IMAGE_ENCODING;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.model.image.ImageLimits;
import java.util.Arrays;

/** Image files that are not images, are truncated, claim too much, or are merely unusual. */
final class HostileImages {

    private HostileImages() {}

    static void addTo(PoisonSeries series, RecordBytes records) {
        addUnknown(series, records);
        addBroken(series, records);
        addBombs(series, records);
        addForgedHeaders(series, records);
        addUnusual(series, records);
    }

    private static void addUnknown(PoisonSeries series, RecordBytes records) {
        series.deadLettered("of-no-bytes", records.image(new byte[0]), EMPTY_IMAGE);
        for (String start :
                new String[] {"a text, no image", "<svg/>", "%PDF-1.7", "RIFF....AVI LIST", "....ftypavif", "B"}) {
            String name = start.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-");
            series.deadLettered("of-" + name, records.image(start.getBytes(UTF_8)), UNKNOWN_IMAGE_ENCODING);
        }
    }

    private static void addBroken(PoisonSeries series, RecordBytes records) {
        for (String format : new String[] {"png", "jpeg", "gif", "bmp", "tiff"}) {
            byte[] file = ImageFiles.noise(64, 64, format);
            byte[] cut = Arrays.copyOf(file, file.length / 2);
            series.deadLettered(format + "-cut-in-half", records.image(cut), UNDECODABLE_IMAGE);
            byte[] magic = Arrays.copyOf(file, 8);
            series.deadLettered(format + "-magic-alone", records.image(magic), UNDECODABLE_IMAGE);
            byte[] nonsense = Arrays.copyOf(magic, 500);
            Arrays.fill(nonsense, 8, 500, (byte) 0x41);
            series.deadLettered(format + "-of-nonsense", records.image(nonsense), UNDECODABLE_IMAGE);
        }
        series.deadLettered(
                "webp-without-a-frame", records.image("RIFF....WEBPVP8 ".getBytes(UTF_8)), UNDECODABLE_IMAGE);
        series.deadLettered("png-without-pixels", records.image(PngFile.header(64, 64)), UNDECODABLE_IMAGE);
        series.deadLettered("png-of-a-wrong-checksum", records.image(PngFile.withWrongChecksum()), UNDECODABLE_IMAGE);
    }

    private static void addBombs(PoisonSeries series, RecordBytes records) {
        series.deadLettered(
                "png-header-of-20000-a-side",
                records.image(PngFile.header(20_000, 20_000)),
                IMAGE_DIMENSIONS_TOO_LARGE);
        series.deadLettered(
                "png-bomb-of-20000-a-side", records.image(PngFile.black(20_000, 20_000)), IMAGE_DIMENSIONS_TOO_LARGE);
        series.classified("png-bomb-within-the-limits", records.image(PngFile.black(4_096, 4_096)));
        series.classified("png-bomb-behind-its-pixels", records.image(PngFile.withMorePixelsThanItsHeaderSays()));
        series.classified("png-bomb-of-text", records.image(PngFile.withTextBomb()));
        series.classified("jpeg-in-progressive-scans", records.image(ImageFiles.jpegOfManyScans(0)));
        series.deadLettered(
                "jpeg-of-50000-scans", records.image(ImageFiles.jpegOfManyScans(50_000)), UNDECODABLE_IMAGE);
        byte[] padded =
                Arrays.copyOf(ImageFiles.png(32, 32), ImageLimits.standard().maxBytes() + 1);
        series.deadLettered("over-the-byte-limit", records.image(padded), IMAGE_TOO_LARGE);
    }

    private static void addForgedHeaders(PoisonSeries series, RecordBytes records) {
        int huge = Integer.MAX_VALUE;
        for (int compression : new int[] {4, 5, 6, 11}) {
            byte[] file = BmpFile.windows()
                    .with(BmpFile.COMPRESSION, compression)
                    .with(BmpFile.IMAGE_SIZE, huge)
                    .toBytes();
            series.deadLettered("bmp-of-compression-" + compression, records.image(file), UNDECODABLE_IMAGE);
        }
        byte[] shortest = Arrays.copyOf(
                BmpFile.windows()
                        .with(BmpFile.COMPRESSION, 4)
                        .with(BmpFile.IMAGE_SIZE, huge)
                        .toBytes(),
                64);
        series.deadLettered("bmp-of-64-bytes-around-a-jpeg-of-2-gb", records.image(shortest), UNDECODABLE_IMAGE);
        for (int size : new int[] {0, 16, 64, huge, -1}) {
            byte[] file = BmpFile.windows().with(BmpFile.HEADER_SIZE, size).toBytes();
            series.deadLettered("bmp-of-header-size-" + size, records.image(file), UNDECODABLE_IMAGE);
        }
        byte[] runLengths = BmpFile.windows()
                .with(BmpFile.COMPRESSION, 1)
                .with(BmpFile.IMAGE_SIZE, huge)
                .toBytes();
        series.deadLettered("bmp-of-2-gb-of-run-lengths", records.image(runLengths), UNDECODABLE_IMAGE);
        byte[] colours = BmpFile.windows().with(BmpFile.COLOURS, huge).toBytes();
        series.deadLettered("bmp-of-2-billion-colours", records.image(colours), UNDECODABLE_IMAGE);
        byte[] tables = ImageFiles.jpegOfManyTables(40_000);
        series.deadLettered("jpeg-of-40000-tables", records.image(tables), UNDECODABLE_IMAGE);
    }

    private static void addUnusual(PoisonSeries series, RecordBytes records) {
        series.classified("gif-animation", records.image(ImageFiles.animation()));
        series.classified("jpeg-in-cmyk", records.image(ImageFiles.cmykJpeg()));
        series.classified("jpeg-in-grey", records.image(ImageFiles.greyJpeg()));
        series.classified("png-of-16-bits", records.image(ImageFiles.png16Bit()));
        series.classified("png-all-transparent", records.image(ImageFiles.transparentPng()));
        series.classified("png-of-one-pixel", records.image(ImageFiles.png(1, 1)));
        series.classified("png-of-one-row", records.image(ImageFiles.png(4_096, 1)));
        series.classified("png-of-one-column", records.image(ImageFiles.png(1, 4_096)));
        series.classified("bmp-of-windows", records.image(BmpFile.windows().toBytes()));
        series.classified("bmp-of-os2", records.image(BmpFile.os2().toBytes()));
        byte[] png = ImageFiles.png(32, 32);
        series.classified("png-with-bytes-behind", records.image(Arrays.copyOf(png, png.length + 10_000)));
        byte[] longest = Arrays.copyOf(png, ImageLimits.standard().maxBytes());
        series.classified("png-of-just-the-byte-limit", records.image(longest));
    }
}
