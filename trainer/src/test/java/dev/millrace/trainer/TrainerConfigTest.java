package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageFit;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.text.TextAugmentation;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.training.StartFrom;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerConfigTest {

    @Test
    void hasADefaultForEverything() {
        TrainerConfig config = TrainerConfig.from(Map.of());

        assertThat(config.tasks()).extracting(TaskConfig::id).containsExactly("image", "review");
        assertThat(config.settings(DefaultTasks.IMAGE).runs().plan().settings().batchSize())
                .isEqualTo(64);
        assertThat(config.settings(DefaultTasks.REVIEW).runs().plan().settings().batchSize())
                .isEqualTo(32);
        assertThat(config.settings(DefaultTasks.IMAGE).runs().startFrom()).isEqualTo(StartFrom.CHAMPION);
        assertThat(config.operationsHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void prefersATasksOwnSettingToTheOneForBoth() {
        TrainerConfig config = TrainerConfig.from(Map.of(
                "MILLRACE_TRAINER_BUDGET", "PT30S",
                "MILLRACE_TRAINER_REVIEW_BUDGET", "PT20S",
                "MILLRACE_TRAINER_OPTIMIZER", "sgd",
                "MILLRACE_TRAINER_REVIEW_START", "fresh"));

        assertThat(config.settings(DefaultTasks.IMAGE).runs().plan().budget()).hasValue(Duration.ofSeconds(30));
        assertThat(config.settings(DefaultTasks.REVIEW).runs().plan().budget()).hasValue(Duration.ofSeconds(20));
        assertThat(config.settings(DefaultTasks.REVIEW).runs().plan().settings().optimizer())
                .isEqualTo(Optimizer.SGD);
        assertThat(config.settings(DefaultTasks.IMAGE).runs().startFrom()).isEqualTo(StartFrom.CHAMPION);
        assertThat(config.settings(DefaultTasks.REVIEW).runs().startFrom()).isEqualTo(StartFrom.FRESH);
    }

    @Test
    void trainsOnAWindowOfAReviewWithoutSomeOfItsWords() {
        TrainerConfig standard = TrainerConfig.from(Map.of());
        TrainerConfig whole = TrainerConfig.from(
                Map.of("MILLRACE_TRAINER_REVIEW_WINDOW", "250", "MILLRACE_TRAINER_REVIEW_WORD_DROPOUT", "0"));

        assertThat(augmentation(standard)).isEqualTo(new TextAugmentation(60, 0.2));
        assertThat(augmentation(whole)).isEqualTo(new TextAugmentation(250, 0));
    }

    private static TextAugmentation augmentation(TrainerConfig config) {
        return ((NetworkSettings.OfTexts) config.settings(DefaultTasks.REVIEW).network()).augmentation();
    }

    @Test
    void keepsInstallationsApartOnDisk() {
        TrainerConfig config =
                TrainerConfig.from(Map.of("MILLRACE_DATA_DIR", "/somewhere", "MILLRACE_TOPIC_PREFIX", "test-"));

        assertThat(config.storeDirectory(DefaultTasks.REVIEW)).isEqualTo(Path.of("/somewhere/examples/test-review"));
    }

    @Test
    void readsTheSettingsOfATaskThatTheConfigurationAdds() {
        Task frames = new Task("street-frames", TaskType.IMAGE);
        TrainerConfig config = TrainerConfig.from(Map.of(
                "MILLRACE_TASKS", "review,street-frames",
                "MILLRACE_TASK_STREET_FRAMES_TYPE", "image",
                "MILLRACE_TASK_STREET_FRAMES_TRAINER_MIN_EXAMPLES", "300",
                "MILLRACE_TRAINER_STREET_FRAMES_SIDE", "64",
                "MILLRACE_TASK_STREET_FRAMES_TRAINER_FIT", "letterbox",
                "MILLRACE_TRAINER_MAX_IMAGE_BYTES", "5000000",
                "MILLRACE_TRAINER_MIN_EXAMPLES", "900"));

        assertThat(config.tasks()).extracting(TaskConfig::id).containsExactly("review", "street-frames");
        assertThat(config.settings(frames).runs().trigger().minimumExamples()).isEqualTo(300);
        assertThat(config.settings(DefaultTasks.REVIEW).runs().trigger().minimumExamples())
                .isEqualTo(900);
        NetworkSettings.OfImages network =
                (NetworkSettings.OfImages) config.settings(frames).network();
        assertThat(network.shape().input()).isEqualTo(new ImageInput(64, ImageFit.LETTERBOX));
        assertThat(network.limits()).isEqualTo(new ImageLimits(5_000_000, 4_096));
        assertThat(config.storeDirectory(frames)).hasFileName("street-frames");
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() -> TrainerConfig.from(Map.of(
                        "MILLRACE_TRAINER_TASKS", "image,audio",
                        "MILLRACE_TRAINER_IMAGE_EPOCHS", "many",
                        "MILLRACE_TRAINER_REVIEW_LEARNING_RATE", "-1",
                        "MILLRACE_TRAINER_GATE_SHARE", "0.9",
                        "MILLRACE_TRAINER_IMAGE_SIDE", "33",
                        "MILLRACE_TRAINER_REVIEW_WINDOW", "0",
                        "MILLRACE_TRAINER_IMAGE_FIT", "squeeze",
                        "MILLRACE_TRAINER_REVIEW_WORD_DROPOUT", "1",
                        "MILLRACE_TRAINER_THREADS", "0",
                        "MILLRACE_TRAINER_START", "lukewarm")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("MILLRACE_TRAINER_TASKS='image,audio'")
                .hasMessageContaining("MILLRACE_TRAINER_IMAGE_EPOCHS='many'")
                .hasMessageContaining("learning rate must be greater than 0")
                .hasMessageContaining("together at most 0.8")
                .hasMessageContaining("multiple of 4")
                .hasMessageContaining("required one of stretch, letterbox, crop")
                .hasMessageContaining("MILLRACE_TRAINER_REVIEW_WINDOW='0'")
                .hasMessageContaining("word dropout must be 0 to below 1")
                .hasMessageContaining("MILLRACE_TRAINER_THREADS='0'")
                .hasMessageContaining("required warm or fresh");
    }

    @Test
    void refusesToStartOverAStoreThatWasMadeWithOtherShares(@TempDir Path data) throws IOException {
        TrainerConfig before = TrainerConfig.from(Map.of("MILLRACE_DATA_DIR", data.toString()));
        Path store = before.storeDirectory(DefaultTasks.IMAGE);
        ExampleStore.open(store, before.settings(DefaultTasks.IMAGE).store()).close();

        assertThatThrownBy(() -> Trainer.run(
                        Map.of("MILLRACE_DATA_DIR", data.toString(), "MILLRACE_TRAINER_IMAGE_GATE_SHARE", "0.2"),
                        CompletableFuture.completedFuture(null)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("task 'image': example store '" + store + "'")
                .hasMessageContaining("GATE_SHARE=0.1, got 0.1 and 0.2");
    }
}
