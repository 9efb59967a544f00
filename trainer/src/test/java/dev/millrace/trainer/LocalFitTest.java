package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.trainer.examples.Shares;
import dev.millrace.trainer.examples.Split;
import dev.millrace.trainer.examples.SplitKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run without Kafka, by the real networks at their smallest. */
final class LocalFitTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "MILLRACE_TRAINER_THREADS", "1",
            "MILLRACE_TRAINER_IMAGE_SIDE", "8",
            "MILLRACE_TRAINER_EPOCHS", "6",
            "MILLRACE_TRAINER_LEARNING_RATE", "0.01",
            "MILLRACE_TRAINER_DROPOUT", "0",
            "MILLRACE_TRAINER_REVIEW_WORD_DROPOUT", "0",
            "MILLRACE_TRAINER_REVIEW_MAX_TOKENS", "8",
            "MILLRACE_TRAINER_GATE_MIN_EXAMPLES", "20");

    @TempDir
    private Path directory;

    @Test
    void fitsImagesAndKeepsTheModelThatPassed() throws IOException {
        try (LocalFit fit = LocalFit.open(DefaultTasks.IMAGE, SETTINGS, Optional.empty(), directory)) {
            for (int i = 0; i < 400; i++) {
                assertThat(fit.add(image(i), i % 2 == 0 ? "dark" : "light")).isTrue();
            }

            LocalFit.Result result = fit.fit();

            assertThat(result.reason()).startsWith("first model");
            ModelArtifact model = result.model().orElseThrow();
            assertThat(model.manifest().labels().names()).containsExactly("dark", "light");
            assertThat(model.manifest().metrics().get("accuracy")).isGreaterThan(0.9);
        }
    }

    /** More than the store is given at once. */
    @Test
    void fitsReviews() throws IOException {
        try (LocalFit fit = LocalFit.open(DefaultTasks.REVIEW, SETTINGS, Optional.empty(), directory)) {
            for (int i = 0; i < 600; i++) {
                assertThat(fit.add(review(i), i % 2 == 0 ? "pos" : "neg")).isTrue();
            }

            LocalFit.Result result = fit.fit();

            assertThat(result.reason()).startsWith("first model");
            assertThat(result.model().orElseThrow().manifest().labels().names()).containsExactly("neg", "pos");
        }
    }

    @Test
    void saysWhyThereIsNoModel() throws IOException {
        try (LocalFit fit = LocalFit.open(DefaultTasks.REVIEW, SETTINGS, Optional.empty(), directory)) {
            fit.add("good film", "pos");

            LocalFit.Result result = fit.fit();

            assertThat(result.model()).isEmpty();
            assertThat(result.reason()).contains("the store has 1 examples");
        }
    }

    @Test
    void takesNothingThatNothingCanBeLearnedFrom() throws IOException {
        try (LocalFit fit = LocalFit.open(DefaultTasks.REVIEW, SETTINGS, Optional.empty(), directory)) {
            assertThat(fit.add("good film", " ")).as("a blank label").isFalse();
            assertThat(fit.add("!?", "pos")).as("no word").isFalse();
            assertThat(fit.add("x".repeat(2_000_000), "pos")).as("too long").isFalse();
            assertThat(fit.add(EncodedImage.encoded(ByteBuffer.wrap(new byte[9])), "cat"))
                    .as("no image")
                    .isFalse();
        }
    }

    @Test
    void namesSettingsThatCanNotBeUsed() {
        assertThatThrownBy(() -> LocalFit.open(
                        DefaultTasks.IMAGE, Map.of("MILLRACE_TRAINER_THREADS", "0"), Optional.empty(), directory))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("MILLRACE_TRAINER_THREADS='0': required 1 to 1024");
    }

    @Test
    void dividesByContentSharesAndKey() throws IOException {
        Optional<SplitKey> key = Optional.of(SplitKey.random());
        try (LocalFit fit = LocalFit.open(DefaultTasks.REVIEW, SETTINGS, key, directory)) {
            for (int i = 0; i < 1_000; i++) {
                fit.add(review(i), "pos");
            }

            assertThat(fit.split("!?")).isEmpty();
            assertThat(fit.split("never added")).isEmpty();
            Map<Split, Integer> counts = new EnumMap<>(Split.class);
            int likeWithoutKey = 0;
            for (int i = 0; i < 1_000; i++) {
                Split split = fit.split(review(i)).orElseThrow();
                byte[] content = review(i).getBytes(StandardCharsets.UTF_8);
                counts.merge(split, 1, Integer::sum);
                likeWithoutKey += split == Shares.standard().partOf(content, Optional.empty()) ? 1 : 0;
                assertThat(split).isEqualTo(Shares.standard().partOf(content, key));
            }
            assertThat(counts.get(Split.TRAINING)).isBetween(700, 900);
            assertThat(counts.get(Split.VALIDATION)).isBetween(50, 150);
            assertThat(counts.get(Split.GATE)).isBetween(50, 150);
            assertThat(likeWithoutKey).isLessThan(800);
        }
    }

    private static EncodedImage image(int number) {
        byte[] samples = new byte[8 * 8 * 3];
        new Random(number).nextBytes(samples);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ((samples[i] & 0x3f) + (number % 2 == 0 ? 0 : 0xc0));
        }
        return EncodedImage.raw(ByteBuffer.wrap(samples), 8, 8);
    }

    private static String review(int number) {
        String mood = number % 2 == 0 ? "lovely" : "dreadful";
        return "a " + mood + " film with " + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26) + " in it "
                + number / 676;
    }
}
