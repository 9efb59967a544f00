package dev.millrace.trainer.nearcopies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignatureIndexTest {

    private final SignatureIndex index = new SignatureIndex(NearCopyRule.TEXT);

    @Test
    void findsWhatHasAKeyInCommonAndASimilarSketch() {
        index.add(7, signature("the cat sat on the mat and looked at me"));
        index.add(8, signature("nothing of this kind was ever seen before"));

        assertThat(index.candidates(List.of(signature("the cat sat on the mat and looked at us"))))
                .containsExactly(7L);
        assertThat(index.candidates(List.of())).isEmpty();
    }

    @Test
    void forgetsWhatIsRemoved() {
        Signature first = signature("the cat sat on the mat");
        index.add(1, first);
        index.add(2, first);

        index.removeLast(first);

        assertThat(index.candidates(List.of(first))).containsExactly(1L);
        assertThat(index.size()).isOne();
        index.add(3, first);
        assertThat(index.candidates(List.of(first))).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void visitsOnlyTheNewestOfManyWithOneKey() {
        Signature same = signature("the cat sat on the mat");
        for (int id = 0; id < 100_000; id++) {
            index.add(id, same);
        }

        assertThat(index.candidates(List.of(same))).hasSize(8).allMatch(id -> id >= 100_000 - 16);
    }

    private static Signature signature(String text) {
        return TextFingerprint.of(text.getBytes(StandardCharsets.UTF_8))
                .signatures()
                .get(0);
    }
}
