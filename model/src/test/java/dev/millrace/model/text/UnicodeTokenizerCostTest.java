package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.millrace.model.spec.TokenizerKind;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time and heap in proportion to the text's length, whatever the text. Counts steps and bytes, and measures no time. */
class UnicodeTokenizerCostTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LENGTH = 200_000;

    /** A bracket or an ampersand looks ahead for the end of its tag or reference, of at most 40 characters. */
    private static final int MOST_READS = 30;

    private static final int MOST_BYTES = 300;
    private static final long FIXED_BYTES = 1 << 20;

    static Stream<String> plainUnits() {
        return Stream.of(
                "x",
                "\u00e9",
                "a'",
                "a\u2019&#39;",
                "&",
                "&#",
                "&#x10ffff;",
                "&#00000000",
                "<",
                "<a",
                "\uac00",
                "\u0d15\u0d4d");
    }

    static Stream<String> joiningUnits() {
        return Stream.of(
                "a\u0301\u0323",
                "\u0301\u200d\u0323\u200d",
                "\u00ad\u0301\u00ad\u0323",
                "\uff9e\u0301",
                "\uff71\uff9e",
                "\u1100\u1161",
                "\ufdfa",
                "\ud83d\ude00\u200d",
                "\ud83d\udc4d\ud83c\udffd",
                "\ud83c\udde9",
                "\ud800",
                "\udc00\ud800",
                "\u200d");
    }

    static Stream<String> unitsWithoutBlanks() {
        return Stream.of(
                "\u7684",
                "\u30a2\u30fc",
                "\u3042\u3044",
                "\u0e01\u0e33",
                "\u0e81\u0eb2",
                "\u1000\u1039",
                "\u1780\u17d2");
    }

    @ParameterizedTest
    @MethodSource({"plainUnits", "joiningUnits", "unitsWithoutBlanks"})
    void takesStepsAndHeapInProportion(String unit) {
        String text = unit.repeat(LENGTH / unit.length());
        AtomicLong reads = new AtomicLong();
        AtomicLong letters = new AtomicLong();

        new UnicodeTokenizer(new CountedText(text, reads), (word, length) -> letters.addAndGet(length), true).run();
        long bytes = allocated(text);

        assertThat(reads).hasValueLessThan((long) MOST_READS * text.length());
        assertThat(letters).as("U+FDFA is 18 letters long").hasValueLessThanOrEqualTo(18L * text.length());
        assertThat(bytes).isLessThan(FIXED_BYTES + (long) MOST_BYTES * text.length());
    }

    /** The normalizer sorts marks by insertion, which would take hours. */
    @Test
    void dropsMarksBeyondWhatAnyLanguageNeeds() {
        String text = "a" + "\u0301\u0323".repeat(500_000) + "b";

        List<String> words = Tokenizer.tokens(text, TokenizerKind.UNICODE);

        assertThat(words).hasSize(1);
        assertThat(words.get(0)).hasSizeBetween(28, 32);
        assertThat(words.get(0)).endsWith("b");
    }

    private static long allocated(String text) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        new UnicodeTokenizer(text, (word, length) -> {}, true).run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Counts the characters that are read. */
    private record CountedText(CharSequence text, AtomicLong reads) implements CharSequence {

        @Override
        public char charAt(int index) {
            reads.incrementAndGet();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads.addAndGet(end - start);
            return text.subSequence(start, end);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public String toString() {
            throw new AssertionError("reads all of the text at once");
        }
    }
}
