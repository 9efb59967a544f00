package dev.millrace.trainer.nearcopies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FingerprintTest {

    @Test
    void takesNoNoticeOfCaseAndPunctuation() {
        Fingerprint text = NearCopyRule.TEXT.fingerprint(utf8("The cat, sat. On the mat!"));

        assertThat(text.isNearCopy(utf8("the cat sat on the mat"))).isTrue();
        assertThat(text.signatures())
                .isEqualTo(NearCopyRule.TEXT
                        .fingerprint(utf8("the cat sat on the mat"))
                        .signatures());
    }

    @Test
    void takesShortTextsOfOneTemplateForStrangers() {
        Fingerprint text = NearCopyRule.TEXT.fingerprint(utf8("your parcel 4711 has arrived at the depot today"));

        assertThat(text.isNearCopy(utf8("your parcel 4712 has arrived at the depot today")))
                .isFalse();
        assertThat(text.isNearCopy(utf8("Your parcel 4711 has arrived at the depot, today.")))
                .isTrue();
    }

    @Test
    void tellsShortTextsApart() {
        Fingerprint text = NearCopyRule.TEXT.fingerprint(utf8("good film"));

        assertThat(text.isNearCopy(utf8("dull film"))).isFalse();
        assertThat(text.isNearCopy(utf8("film"))).isFalse();
        assertThat(text.isNearCopy(utf8(""))).isFalse();
        assertThat(NearCopyRule.TEXT.fingerprint(utf8("")).signatures()).isEmpty();
        assertThat(NearCopyRule.TEXT.fingerprint(utf8("film")).signatures()).hasSize(1);
    }

    @Test
    void takesAPlainImageForNoNearCopyOfAnother() {
        byte[] plain = new byte[3 * 32 * 32];
        plain[99] = 120;

        assertThat(NearCopyRule.IMAGE.fingerprint(plain).signatures()).isEmpty();
        assertThat(NearCopyRule.IMAGE.fingerprint(noise(16 * 16 * 3 - 3)).signatures())
                .as("no square")
                .isEmpty();
        assertThat(NearCopyRule.IMAGE.fingerprint(noise(8 * 8 * 3)).signatures())
                .as("too small")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 50, 96})
    void readsSquaresOfAnySide(int side) {
        byte[] image = noise(3 * side * side);
        Fingerprint fingerprint = NearCopyRule.IMAGE.fingerprint(image);

        assertThat(fingerprint.signatures()).hasSize(13);
        assertThat(fingerprint.isNearCopy(image)).isTrue();
        assertThat(fingerprint.isNearCopy(new byte[image.length])).isFalse();
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
