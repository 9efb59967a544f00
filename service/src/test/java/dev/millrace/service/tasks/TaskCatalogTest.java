package dev.millrace.service.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskCatalogTest {

    private static final TopicNames NAMES = new TopicNames("shop-");

    @TempDir
    Path folder;

    @Test
    void hasImagesAndReviewsByDefault() {
        TaskCatalog catalog = TaskCatalog.from(new Settings(Map.of()), NAMES);

        assertThat(catalog.ids()).containsExactly("image", "review");
        assertThat(catalog.tasks())
                .extracting(task -> task.input().topic())
                .containsExactly("shop-images", "shop-reviews");
        assertThat(catalog.tasks())
                .extracting(TaskConfig::labelled)
                .containsExactly("shop-labelled-images", "shop-labelled-reviews");
        assertThat(catalog.tasks())
                .allMatch(task -> task.input().isOwn() && task.labels().isOwn());
    }

    @Test
    void leavesTheSettingsOfTrainingToTheTrainer() throws IOException {
        Settings settings = settings("""
                tasks=frames
                task.frames.type=image
                task.frames.inptu.topic=camera.frames
                task.frames.trainer.min-examples=300
                """, "MILLRACE_TASK_FRAMES_TRAINER_EPOCHS", "3");

        TaskCatalog.from(settings, NAMES).leaveToTrainer(settings);

        assertThat(settings.unread("MILLRACE_TRAINER_"))
                .singleElement()
                .asString()
                .endsWith(":3: task.frames.inptu.topic");
    }

    @Test
    void readsATaskFromAFileAndTheEnvironmentWins() throws IOException {
        Settings settings = settings("""
                tasks=image, frames
                task.frames.type=image
                task.frames.input.topic=camera.frames
                task.frames.input.content=payload.photo
                task.frames.input.encoding=base64
                task.frames.id=meta.number
                task.frames.labels.topic=verdicts
                task.frames.labels.field=truth
                task.frames.labels.allowed=car, bus
                """, "MILLRACE_TASK_FRAMES_INPUT_FORMAT", "json");

        TaskConfig task = TaskCatalog.from(settings, NAMES).find("frames").orElseThrow();

        settings.rejectIfInvalid();
        assertThat(task.task().type()).isEqualTo(TaskType.IMAGE);
        assertThat(task.input().topic()).isEqualTo("camera.frames");
        assertThat(task.input().isOwn()).isFalse();
        assertThat(task.input().format()).isEqualTo(RecordFormat.JSON);
        assertThat(task.input().content()).contains(FieldPath.parse("payload.photo"));
        assertThat(task.input().encoding()).isEqualTo(ContentEncoding.BASE64);
        assertThat(task.input().id()).contains(FieldPath.parse("meta.number"));
        assertThat(task.labelled()).isEqualTo("shop-labelled-frames");
        assertThat(task.allows("bus")).isTrue();
        assertThat(task.allows("tram")).isFalse();
    }

    @Test
    void makesOnlyTopicsThatATaskDoesNotBring() throws IOException {
        Settings settings = settings("""
                tasks=frames
                task.frames.type=image
                task.frames.input.topic=camera.frames
                task.frames.labels.topic=verdicts
                """);

        var topics = TaskCatalog.from(settings, NAMES).ownTopics();

        assertThat(topics.events()).containsExactly("shop-frames-predictions");
        assertThat(topics.labelled()).containsExactly("shop-labelled-frames");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tasks=frames | task.frames.type: required image or text, got nothing
            tasks=Frames | required names of lowercase letters
            tasks=image,image | required each task once
            tasks=image,trainer-image | required names that do not begin with the word 'trainer'
            tasks=labels | required names that do not begin with the word 'labels'
            tasks=frames;task.frames.type=video | task.frames.type='video': required image or text
            tasks=frames;task.frames.type=text;task.frames.input.topic=a b | required a topic's name
            tasks=frames;task.frames.type=text;task.frames.input.topic=a;task.frames.input.format=xml | required auto, avro, json or raw
            tasks=frames;task.frames.type=text;task.frames.input.topic=a;task.frames.input.content=a..b | required 1 to 16 names
            tasks=frames;task.frames.type=text;task.frames.input.content=body | task.frames.input.topic: required where the task's input is described
            tasks=frames;task.frames.type=text;task.frames.labels.field=truth | task.frames.labels.topic: required where the labels are described
            tasks=frames;task.frames.type=text;task.frames.input.topic=a;task.frames.input.format=raw;task.frames.input.content=body | required avro, json or auto for records with fields
            task.frames.type=text | belongs to no task
            tasks=image;tasks=review | is set twice, first in
            tasks=a,b;task.a.type=text;task.b.type=text;task.a.labels.topic=v;task.b.labels.topic=v | required a topic of its own
            tasks=a,a-labels;task.a.type=text;task.a-labels.type=text | required another name, that one is the label client's of task 'a'
            """)
    void namesWhatIsWrong(String file, String problem) throws IOException {
        Settings settings = settings(file.replace(';', '\n'));

        var unused = TaskCatalog.from(settings, NAMES);

        assertThatThrownBy(settings::rejectIfInvalid)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void namesFileAndLine() throws IOException {
        Settings settings = settings("# a comment\ntasks=frames\ntask.frames.type=video\n");

        var unused = TaskCatalog.from(settings, NAMES);

        assertThatThrownBy(settings::rejectIfInvalid)
                .hasMessageContaining("millrace.properties:3: task.frames.type='video'");
    }

    @Test
    void namesAFileThatIsMissing() {
        Settings settings =
                new Settings(Map.of("MILLRACE_CONFIG", folder.resolve("none").toString()));

        assertThatThrownBy(settings::rejectIfInvalid).hasMessageContaining("none' can't be read");
    }

    private Settings settings(String content, String... variable) throws IOException {
        Path file = Files.writeString(folder.resolve("millrace.properties"), content);
        return new Settings(
                variable.length == 0
                        ? Map.of("MILLRACE_CONFIG", file.toString())
                        : Map.of("MILLRACE_CONFIG", file.toString(), variable[0], variable[1]));
    }
}
