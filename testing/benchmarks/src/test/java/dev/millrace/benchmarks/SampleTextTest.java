package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.Tokenizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTextTest {

    /** So that both tokenizers are timed at the same work. */
    @ParameterizedTest
    @EnumSource(names = "CHINESE", mode = EnumSource.Mode.EXCLUDE)
    void hasTheSameWordsForBothTokenizers(SampleText kind) {
        for (String text : kind.texts(20)) {
            List<String> words = Tokenizer.tokens(text, TokenizerKind.UNICODE);

            assertThat(words).hasSizeBetween(Samples.TOKENS, Samples.TOKENS + 50);
            assertThat(words).isEqualTo(Tokenizer.tokens(text, TokenizerKind.BASIC));
        }
    }

    /** To the basic tokenizer each is one word, or a few between commas. */
    @ParameterizedTest
    @EnumSource(names = "CHINESE")
    void hasWordsThatOnlyOneTokenizerFinds(SampleText kind) {
        for (String text : kind.texts(20)) {
            assertThat(Tokenizer.tokens(text, TokenizerKind.UNICODE)).hasSizeBetween(180, 330);
            assertThat(Tokenizer.tokens(text, TokenizerKind.BASIC)).hasSizeLessThan(60);
        }
    }
}
