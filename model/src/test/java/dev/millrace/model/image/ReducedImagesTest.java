package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.LIMITS;
import static dev.millrace.model.image.Decodings.SIDE;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.ImageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image decoded at a fraction of its size is the one that all pixels give, within a few levels of 256, even where edges are hard. */
class ReducedImagesTest {

    private static final int MOST_LEVELS = 20;
    private static final double MEAN_LEVELS = 3;

    @ParameterizedTest
    @CsvSource({
        "4:4:4,1,1,0,false",
        "4:2:2,2,1,0,false",
        "4:2:0,2,2,0,false",
        "4:1:1,4,1,0,false",
        "4:4:0,1,2,0,false",
        "4:2:0 with restarts,2,2,5,false",
        "progressive 4:4:4,1,1,0,true",
        "progressive 4:2:0,2,2,0,true",
        "progressive 4:2:2 with restarts,2,1,7,true"
    })
    void areThoseOfAllPixels(String name, int horizontal, int vertical, int restarts, boolean progressive)
            throws IOException {
        for (int[] size : new int[][] {{150, 130}, {641, 479}, {479, 301}, {1_030, 777}, {128, 1_500}}) {
            JpegFile file = new JpegFile(size[0], size[1], horizontal, vertical, restarts, progressive);

            areClose(name + " of " + size[0] + " x " + size[1], file.colours());
            areClose("grey of " + size[0] + " x " + size[1], file.grey());
        }
    }

    private static void areClose(String name, byte[] file) {
        EncodedImage image = EncodedImage.encoded(ByteBuffer.wrap(file));
        byte[] expected = samples(ImageDecoder.decodeAllPixels(image, LIMITS, ImageInput.ofSide(SIDE)));
        byte[] actual = samples(ImageDecoder.decode(image, LIMITS, ImageInput.ofSide(SIDE)));
        int greatest = 0;
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            int difference = Math.abs((actual[i] & 0xff) - (expected[i] & 0xff));
            greatest = Math.max(greatest, difference);
            sum += difference;
        }
        assertThat(greatest).as("greatest difference, %s", name).isBetween(1, MOST_LEVELS);
        assertThat(sum / actual.length).as("mean difference, %s", name).isLessThanOrEqualTo(MEAN_LEVELS);
    }
}
