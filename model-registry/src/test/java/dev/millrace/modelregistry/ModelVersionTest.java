package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelVersionTest {

    private static final Sha256 DIGEST = Sha256.of(new byte[] {1});
    private static final String TAG = DIGEST.hex().substring(0, 8);

    @Test
    void countsUp() {
        assertThat(ModelVersion.next(List.of(), DIGEST)).isEqualTo("000001-" + TAG);
        assertThat(ModelVersion.next(List.of("000009-aaaaaaaa", "000010-bbbbbbbb", "000002-cccccccc"), DIGEST))
                .isEqualTo("000011-" + TAG);
        assertThat(ModelVersion.next(List.of("by-hand"), DIGEST)).isEqualTo("000001-" + TAG);
    }

    @Test
    void countsOnBeyondSixDigitsAndBeyondAnInt() {
        assertThat(ModelVersion.next(List.of("999999-aaaaaaaa", "000007-bbbbbbbb"), DIGEST))
                .isEqualTo("1000000-" + TAG);
        assertThat(ModelVersion.next(List.of("1000000-aaaaaaaa", "999999-bbbbbbbb"), DIGEST))
                .isEqualTo("1000001-" + TAG);
        assertThat(ModelVersion.next(List.of("999999999-aaaaaaaa", "9999999999-bbbbbbbb"), DIGEST))
                .isEqualTo("10000000000-" + TAG);
    }

    @Test
    void comesAsItsNumberComes() {
        List<String> inOrder = List.of(
                "000002-ffffffff",
                "000010-aaaaaaaa",
                "999999-aaaaaaaa",
                "999999-bbbbbbbb",
                "1000000-aaaaaaaa",
                "1000001-aaaaaaaa",
                "9999999999-aaaaaaaa");

        assertThat(inOrder.stream()
                        .sorted(String::compareTo)
                        .sorted(ModelVersion.OLDEST_FIRST)
                        .toList())
                .isEqualTo(inOrder);
    }

    @Test
    void comesLastWhereItsNameHasAnotherForm() {
        assertThat(List.of("by-hand", "1-aaaaaaaa", "1000000-aaaaaaaa", "999999-aaaaaaaa").stream()
                        .sorted(ModelVersion.OLDEST_FIRST))
                .containsExactly("999999-aaaaaaaa", "1000000-aaaaaaaa", "1-aaaaaaaa", "by-hand");
    }
}
