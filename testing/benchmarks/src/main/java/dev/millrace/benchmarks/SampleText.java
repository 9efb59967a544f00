package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of {@link Samples#TOKENS} words as people write them: every sixth word has a mark behind it. */
enum SampleText {

    /** Straight quotes and hyphens. */
    ASCII("English, ASCII", ", |. |'s | - |... | \""),

    /** Curly quotes, dashes and ellipses, as word processors and telephones write them. */
    TYPOGRAPHIC("English, typographic", ", |. |\u2019s | \u2013 |\u2026 | \u201c"),

    /** Letters with accents in every sixth word. */
    ACCENTED("French", "\u00e9e, |\u00e8s. |\u00e7a |l\u2019\u00e9t\u00e9 |\u00f9 \u00ab\u00a0|\u00ea "),

    /** 400 characters without blanks, about as long as 250 words in English. */
    CHINESE("Chinese", "");

    private static final int CHINESE_LENGTH = 400;

    private static final List<String> CHINESE_WORDS = List.of(
            "\u7535\u5f71",
            "\u6f14\u5458",
            "\u975e\u5e38",
            "\u7cbe\u5f69",
            "\u6545\u4e8b",
            "\u559c\u6b22",
            "\u8fd9",
            "\u7684",
            "\u6ca1\u6709",
            "\uff0c");

    private final String description;
    private final String marks;

    SampleText(String description, String marks) {
        this.description = description;
        this.marks = marks;
    }

    String description() {
        return description;
    }

    /** The same texts in each run. */
    List<String> texts(int count) {
        Random random = new Random(1);
        return this == CHINESE
                ? IntStream.range(0, count).mapToObj(i -> chinese(random)).toList()
                : new Samples()
                        .texts(count).stream()
                                .map(words -> marked(words, random))
                                .toList();
    }

    private String marked(String words, Random random) {
        String[] choices = marks.split("\\|", -1);
        return Arrays.stream(words.split(" ", -1))
                .map(word -> word + (random.nextInt(6) == 0 ? choices[random.nextInt(choices.length)] : " "))
                .collect(Collectors.joining());
    }

    private static String chinese(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < CHINESE_LENGTH) {
            text.append(CHINESE_WORDS.get(random.nextInt(CHINESE_WORDS.size())));
        }
        return text.toString();
    }
}
