package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.TokenizerKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** These words are in the vocabularies of published models: a new version of ICU must give the same. */
class UnicodeTokenizerTest {

    /** Of frequent Chinese signs, Hiragana, Katakana, Thai, Lao, Burmese and Khmer. */
    private static final int[] FIRST_LETTERS = {0x4e00, 0x7684, 0x3042, 0x30a2, 0x0e01, 0x0e81, 0x1000, 0x1780};

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("这部电影非常精彩,演员表演出色。", List.of("这", "部", "电影", "非常", "精彩", "演员", "表演", "出色")),
                Arguments.of("東京タワーに行く", List.of("東京タワー", "に", "行く")),
                Arguments.of("ภาษาไทยเป็นภาษา", List.of("ภาษา", "ไทย", "เป็น", "ภาษา")),
                Arguments.of("ฉันทำงานที่ร้านน้ำชา", List.of("ฉัน", "ทำงาน", "ที่", "ร้าน", "น้ำ", "ชา")),
                Arguments.of("ຂ້ອຍມັກນ້ຳ", List.of("ຂ້ອຍ", "ມັກ", "ນ້ຳ")),
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

    /** Beside simple characters: accents, Hangul letters that join the one before them, and an invisible character. */
    @Test
    void givesTheSameWordsAsIcuAlone() {
        Random random = new Random(3);
        String others = "\u0301\u0323\u0345\u1161\u11a8\u00ad\u200d";
        for (int trial = 0; trial < 20_000; trial++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, 0x700)
                    .forEach(at -> text.append(
                            at < 0x600
                                    ? (char) at
                                    : at < 0x670 ? (char) (0x1a00 + at) : others.charAt(at % others.length())));
            String plain = text.toString().replace('<', ' ').replace('&', ' ');
            List<String> words = new ArrayList<>();

            new UnicodeWords((letters, length) -> words.add(new String(letters, 0, length))).forEach(plain);

            assertThat(tokens(plain)).as(plain).isEqualTo(words);
        }
    }

    /** If another version of ICU fails here, it needs a tokenizer kind of its own: published models know these words. */
    @Test
    void cutsRandomLettersOfScriptsWithoutBlanksAsEver() {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder();
        for (int run = 0; run < 2_000; run++) {
            int first = FIRST_LETTERS[random.nextInt(FIRST_LETTERS.length)];
            random.ints(1 + random.nextInt(20), first, first + 46).forEach(text::appendCodePoint);
        }

        List<String> words = tokens(text.toString());

        assertThat(words).hasSize(13_391);
        assertThat(Sha256.of(String.join(" ", words).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Sha256("80a2e6465a46c673eb43a8d98c1a8ba3f2f168fb2522ec931b04632336f92c29"));
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
