package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.TokenizerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** These words are in the vocabularies of published models: a new version of ICU must give the same. */
class UnicodeTokenizerTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("这部电影非常精彩,演员表演出色。", List.of("这", "部", "电影", "非常", "精彩", "演员", "表演", "出色")),
                Arguments.of("東京タワーに行く", List.of("東京タワー", "に", "行く")),
                Arguments.of("ภาษาไทยเป็นภาษา", List.of("ภาษา", "ไทย", "เป็น", "ภาษา")),
                Arguments.of("iPhone手机3D打印", List.of("iphone", "手机", "3d", "打印")),
                Arguments.of("한국 영화", List.of("한국", "영화")),
                Arguments.of("निहारिका", List.of("निहारिका")),
                Arguments.of("Straße STRASSE ΟΔΟΣ οδός", List.of("strasse", "strasse", "οδοσ", "οδόσ")),
                Arguments.of("İstanbul TITLE", List.of("i\u0307stanbul", "title")),
                Arguments.of("e\u0301te\u0301 été", List.of("été", "été")),
                Arguments.of("Ｆｕｌｌ ﬁne ﾊﾟﾝ", List.of("full", "fine", "パン")),
                Arguments.of("\ud800 lone \udc00surrogate", List.of("lone", "surrogate")),
                Arguments.of("\u0000\u0001\u001b\u007f\u009f\u200b\u0301", List.of()),
                Arguments.of("co\u00adop\u200bera", List.of("coopera")));
    }

    static Stream<Arguments> emojiAndEntities() {
        return Stream.of(
                Arguments.of("good😀film 👍🏽👍", List.of("good", "😀", "film", "👍", "👍")),
                Arguments.of("❤️ ❤ 👨‍👩‍👧 🇩🇪🇫🇷 🇩", List.of("❤", "❤", "👨‍👩‍👧", "🇩🇪", "🇫🇷")),
                Arguments.of("© 2026™ → 1️⃣", List.of("2026tm", "1")),
                Arguments.of(
                        "don&#39;t &amp; don&rsquo;t don&#146;t don’t", List.of("don't", "don't", "don't", "don't")),
                Arguments.of("caf&eacute;s&nbsp;AT&amp;T &#x1F600;", List.of("cafés", "at", "t", "😀")),
                Arguments.of("&bogus; &; &# &#x; &#0; &#1114112; 1&2", List.of("bogus", "x", "0", "1114112", "1", "2")),
                Arguments.of(
                        "&lt;b&gt;bold <b>bold</b>good<br /><br />bad", List.of("b", "bold", "bold", "good", "bad")),
                Arguments.of(
                        "it's 'quoted' rock'n'roll ’bon’ l’été",
                        List.of("it's", "quoted", "rock'n'roll", "bon", "l'été")),
                Arguments.of("&", List.of()),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest
    @MethodSource({"texts", "emojiAndEntities"})
    void cutsTextIntoWords(String text, List<String> words) {
        assertThat(tokens(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aB'1 <>/-.;&#", "aZ' \u2019\u2013\u201c\u00e9\u0301", "a&#39;amp \u00a0\u5f71\ud83d\ude00"})
    void givesTheSameWordsByTheShortWayAndTheLong(String alphabet) {
        Random random = new Random(1);
        for (int trial = 0; trial < 5_000; trial++) {
            String text = random.ints(random.nextInt(40), 0, alphabet.length())
                    .collect(StringBuilder::new, (made, at) -> made.append(alphabet.charAt(at)), StringBuilder::append)
                    .toString();

            assertThat(tokens(text)).as(text).isEqualTo(longWay(text));
        }
    }

    @Test
    void cutsAsciiLikeTheTokenizerOfEarlierModelsExceptForEntities() {
        Random random = new Random(2);
        for (int trial = 0; trial < 5_000; trial++) {
            String text = random.ints(random.nextInt(80), 0, 128)
                    .filter(character -> character != '&')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(tokens(text)).as(text).isEqualTo(Tokenizer.tokens(text)).isEqualTo(longWay(text));
        }
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "a" + "\u0301\u0323".repeat(100_000),
                "a" + "\u0301\u200d\u0323\u200d".repeat(50_000),
                "\uff9e\u0301".repeat(100_000),
                "\u00ad\u0301\u00ad\u0323".repeat(50_000),
                "\ud83d\ude00\u200d".repeat(100_000),
                "\ud83c\udde9".repeat(100_001),
                "\ud800".repeat(200_000),
                "\udc00\ud800".repeat(100_000),
                "&".repeat(200_000),
                "&#".repeat(100_000),
                "<a".repeat(100_000),
                "a'".repeat(100_000),
                "a\u2019&#39;".repeat(30_000),
                "\ufdfa".repeat(100_000),
                "\u7684".repeat(200_000),
                "\u30a2\u30fc".repeat(100_000),
                "\u0e01\u0e33".repeat(100_000),
                "\u1000".repeat(200_000),
                "x".repeat(200_000));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @Timeout(5)
    void readsHostileTextsInOnePass(String text) {
        assertThat(tokens(text)).allSatisfy(word -> assertThat(word).isNotEmpty());
    }

    private static List<String> tokens(String text) {
        return Tokenizer.tokens(text, TokenizerKind.UNICODE);
    }

    private static List<String> longWay(String text) {
        List<String> words = new ArrayList<>();
        new UnicodeTokenizer(text, (letters, length) -> words.add(new String(letters, 0, length)), false).run();
        return words;
    }
}
