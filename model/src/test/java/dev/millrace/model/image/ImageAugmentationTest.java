package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageAugmentationTest {

    private static final int SIDE = 16;

    private final RgbImage image = random(1);

    @Test
    void leavesTheImageAsItIsWhereNothingIsAsked() {
        RgbImage same = ImageAugmentation.none().apply(image, new SplittableRandom(1));

        assertThat(same.samples()).isEqualTo(image.samples());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesTheSameImageForTheSameRandomNumbers(long seed) {
        ImageAugmentation augmentation = new ImageAugmentation(true, 4, 15);

        RgbImage first = augmentation.apply(image, new SplittableRandom(seed));
        RgbImage second = augmentation.apply(image, new SplittableRandom(seed));

        assertThat(first.samples()).isEqualTo(second.samples());
        assertThat(image.samples()).isEqualTo(random(1).samples());
    }

    @Test
    void mirrorsAboutHalfOfTheImagesAndNothingElse() {
        ImageAugmentation flip = new ImageAugmentation(true, 0, 0);
        SplittableRandom random = new SplittableRandom(5);

        long mirrored = IntStream.range(0, 1_000)
                .mapToObj(i -> flip.apply(image, random).samples())
                .filter(samples -> Arrays.equals(samples, mirrored(image)))
                .count();
        long kept = IntStream.range(0, 1_000)
                .mapToObj(i -> flip.apply(image, random).samples())
                .filter(samples -> Arrays.equals(samples, image.samples()))
                .count();

        assertThat(mirrored).isBetween(400L, 600L);
        assertThat(kept).isBetween(400L, 600L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    void fillsWhatMovesInWithTheReflectedImage(int maxShift) {
        RgbImage flat = RgbImage.of(SIDE, filled((byte) 77));

        RgbImage shifted = new ImageAugmentation(true, maxShift, 30).apply(flat, new SplittableRandom(3));

        assertThat(shifted.samples()).containsOnly(77);
    }

    @Test
    void shiftsByEveryAmountUpToTheGreatest() {
        ImageAugmentation shift = new ImageAugmentation(false, 1, 0);
        SplittableRandom random = new SplittableRandom(9);

        long views = IntStream.range(0, 500)
                .mapToObj(i -> Arrays.hashCode(shift.apply(image, random).samples()))
                .distinct()
                .count();

        assertThat(views).isEqualTo(9);
    }

    @Test
    void turnsAboutTheCentre() {
        byte[] dot = new byte[17 * 17 * 3];
        dot[(8 * 17 + 8) * 3] = (byte) 200;

        RgbImage turned = new ImageAugmentation(false, 0, 45).apply(RgbImage.of(17, dot), new SplittableRandom(2));

        assertThat(turned.samples()[(8 * 17 + 8) * 3] & 0xff).isEqualTo(200);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new ImageAugmentation(false, -1, 0)).hasMessageContaining("max shift");
        assertThatThrownBy(() -> new ImageAugmentation(false, 0, Double.NaN)).hasMessageContaining("max rotation");
    }

    private static byte[] mirrored(RgbImage image) {
        byte[] mirrored = new byte[image.samples().length];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                System.arraycopy(
                        image.samples(), (row * SIDE + SIDE - 1 - column) * 3, mirrored, (row * SIDE + column) * 3, 3);
            }
        }
        return mirrored;
    }

    private static RgbImage random(long seed) {
        byte[] samples = filled((byte) 0);
        new Random(seed).nextBytes(samples);
        return RgbImage.of(SIDE, samples);
    }

    private static byte[] filled(byte value) {
        byte[] samples = new byte[SIDE * SIDE * 3];
        Arrays.fill(samples, value);
        return samples;
    }
}
