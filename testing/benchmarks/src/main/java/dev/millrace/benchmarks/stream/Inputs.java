package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.Photograph;
import dev.millrace.benchmarks.Samples;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.RgbImage;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Distinct random inputs, for the classifier and as records; a topic repeats them. */
final class Inputs {

    private static final int DISTINCT = 1024;

    /** Fewer than of other inputs: a photograph takes a tenth of a second to make. */
    private static final int DISTINCT_PHOTOGRAPHS = 64;

    private static final int PHOTOGRAPH_WIDTH = 640;
    private static final int PHOTOGRAPH_HEIGHT = 480;
    private static final int PHOTOGRAPH_QUALITY = 85;

    private Inputs() {}

    /** Images as raw samples, PNG files or photographs. */
    static List<EncodedImage> images(Encoding encoding) {
        if (encoding == Encoding.JPEG) {
            return photographs();
        }
        return new Samples()
                .images(DISTINCT).stream()
                        .map(image -> encoding == Encoding.PNG
                                ? EncodedImage.encoded(ByteBuffer.wrap(png(image)))
                                : EncodedImage.raw(ByteBuffer.wrap(image.samples()), Samples.SIDE, Samples.SIDE))
                        .toList();
    }

    private static List<EncodedImage> photographs() {
        return IntStream.range(0, DISTINCT_PHOTOGRAPHS)
                .mapToObj(seed -> Photograph.of(PHOTOGRAPH_WIDTH, PHOTOGRAPH_HEIGHT, PHOTOGRAPH_QUALITY, seed))
                .map(photograph -> EncodedImage.encoded(ByteBuffer.wrap(photograph.file())))
                .toList();
    }

    static List<String> reviews() {
        return new Samples().texts(DISTINCT);
    }

    /** The values of the input topic. */
    static List<byte[]> records(Encoding encoding, Topics topics) {
        if (encoding == Encoding.TEXT) {
            return reviews().stream()
                    .map(text -> Review.newBuilder().setText(text).build())
                    .map(review -> topics.reviews()
                            .valueSerde()
                            .serializer()
                            .serialize(topics.reviews().name(), review))
                    .toList();
        }
        return images(encoding).stream()
                .map(Inputs::record)
                .map(image -> topics.images()
                        .valueSerde()
                        .serializer()
                        .serialize(topics.images().name(), image))
                .toList();
    }

    static Image record(EncodedImage image) {
        Image.Builder record = Image.newBuilder().setContent(image.content().duplicate());
        return image.rawSize()
                .map(size -> record.setEncoding(ImageEncoding.RAW_RGB)
                        .setWidth(size.width())
                        .setHeight(size.height()))
                .orElseGet(() -> record.setEncoding(ImageEncoding.ENCODED))
                .build();
    }

    private static byte[] png(RgbImage image) {
        BufferedImage picture = new BufferedImage(image.side(), image.side(), BufferedImage.TYPE_3BYTE_BGR);
        picture.getRaster().setPixels(0, 0, image.side(), image.side(), samples(image));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IllegalStateException("the platform writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array can't be written", e);
        }
        return bytes.toByteArray();
    }

    private static int[] samples(RgbImage image) {
        byte[] samples = image.samples();
        return IntStream.range(0, samples.length).map(i -> samples[i] & 0xff).toArray();
    }
}
