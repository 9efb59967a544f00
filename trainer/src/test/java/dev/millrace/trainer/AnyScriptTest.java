package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts without blanks and with emoji, from the fit to the answer of the loaded bytes, by a network of few words. */
final class AnyScriptTest {

    private static final int EXAMPLES = 400;
    private static final int NEW_TEXTS = 200;

    private static final Map<String, String> SETTINGS = Map.of(
            "MILLRACE_TRAINER_THREADS", "1",
            "MILLRACE_TRAINER_EPOCHS", "5",
            "MILLRACE_TRAINER_LEARNING_RATE", "0.01",
            "MILLRACE_TRAINER_DROPOUT", "0",
            "MILLRACE_TRAINER_REVIEW_WORD_DROPOUT", "0",
            "MILLRACE_TRAINER_REVIEW_MAX_TOKENS", "16",
            "MILLRACE_TRAINER_GATE_MIN_EXAMPLES", "20");

    @TempDir
    private Path directory;

    /** Words of film reviews, and what stands between them. */
    enum Writing {
        CHINESE("", "电影 演员 导演 故事 音乐 画面 我们 昨天 剧情 角色", "精彩 感人 喜欢 优秀", "无聊 失望 讨厌 糟糕"),
        JAPANESE("の", "映画 俳優 監督 物語 音楽 昨日 友達 場面", "最高 感動 素敵 傑作", "退屈 最悪 残念 失敗"),
        THAI(
                "",
                "ภาพยนตร์ นักแสดง ผู้กำกับ เรื่อง ดนตรี เมื่อวาน เพื่อน ทำงาน",
                "สนุก ชอบ ประทับใจ",
                "น่าเบื่อ ผิดหวัง เกลียด"),
        EMOJI("", " the film  an actor  this plot  that scene ", "😀 👍🏽 ❤️ 👨‍👩‍👧", "😡 👎 💔 🇦🇶");

        private final String between;
        private final String neutral;
        private final String good;
        private final String bad;

        Writing(String between, String neutral, String good, String bad) {
            this.between = between;
            this.neutral = neutral;
            this.good = good;
            this.bad = bad;
        }

        /** A text with one word that tells the label. */
        String text(long seed) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int words = 4 + random.nextInt(5);
            int place = random.nextInt(words);
            for (int i = 0; i < words; i++) {
                String choices = i != place ? neutral : isGood(seed) ? good : bad;
                String[] all = choices.split(this == EMOJI && i != place ? "  " : " ", -1);
                text.append(i == 0 ? "" : between).append(all[random.nextInt(all.length)]);
            }
            return text.toString();
        }

        static boolean isGood(long seed) {
            return seed % 2 == 0;
        }

        static String label(long seed) {
            return isGood(seed) ? "good" : "bad";
        }
    }

    @ParameterizedTest
    @EnumSource
    void learnsTextsInAnyScript(Writing writing) throws IOException {
        ModelArtifact fitted;
        try (LocalFit fit = LocalFit.open(DefaultTasks.REVIEW, SETTINGS, Optional.empty(), directory)) {
            for (int i = 0; i < EXAMPLES; i++) {
                fit.add(writing.text(i), Writing.label(i));
            }
            LocalFit.Result result = fit.fit();
            fitted = result.model().orElseThrow(() -> new AssertionError(result.reason()));
        }

        List<String> answers = answers(ModelArtifact.parse(fitted.toBytes()), writing);

        long right = IntStream.range(0, NEW_TEXTS)
                .filter(i -> answers.get(i).equals(Writing.label(EXAMPLES + i)))
                .count();
        assertThat(right).isGreaterThan(NEW_TEXTS * 95 / 100);
    }

    private static List<String> answers(ModelArtifact artifact, Writing writing) {
        try (LoadedModel<String> model = TextModels.load(artifact, TextLimits.standard());
                Classifier<String> classifier = model.newClassifier()) {
            return classifier
                    .classify(IntStream.range(EXAMPLES, EXAMPLES + NEW_TEXTS)
                            .mapToObj(writing::text)
                            .toList())
                    .stream()
                    .map(outcome -> outcome.fold(
                            classified -> classified.classification().label(), rejected -> "rejected"))
                    .toList();
        }
    }
}
