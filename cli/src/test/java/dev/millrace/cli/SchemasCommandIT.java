package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.records.Review;
import dev.millrace.schemas.PublishedSchema;
import dev.millrace.schemas.SchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasCommandIT {

    @TempDir
    private Path folder;

    private final TestTopics installed = new TestTopics();
    private final String prefix = installed.connection().topicNames().prefix();
    private final Terminal terminal = Terminal.on(installed.connection());

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void exportsACompleteFileForEachRecordAndTheSubjectsThatNeedIt() throws Exception {
        Path files = folder.resolve("new").resolve("schemas");

        assertThat(terminal.millrace("schemas", "export", "--directory", files.toString()))
                .isZero();

        assertThat(Objects.requireNonNull(files.toFile().list()))
                .hasSize(PublishedSchema.types().size())
                .contains("Image.avsc", "Prediction.avsc");
        Schema review = new Schema.Parser().parse(Files.readString(files.resolve("Review.avsc")));
        assertThat(review.toString())
                .isEqualTo(PublishedSchema.of(Review.class).toString())
                .doesNotContain("java");
        assertThat(terminal.said())
                .contains("wrote " + files.resolve("Review.avsc"))
                .containsPattern(prefix + "reviews-value +Review.avsc")
                .containsPattern(prefix + "image-predictions-value +Prediction.avsc");
    }

    @Test
    void registersWhatServicesThatMayNotRegisterNeed() {
        assertThat(terminal.millrace("schemas", "register")).isZero();

        assertThat(terminal.said())
                .containsPattern(
                        "created '" + prefix + "reviews-value': Review, schema id \\d+, compatibility level FULL");
        try (SchemaRegistry service =
                SchemaRegistry.connect(installed.connection().registryUrl(), Map.of(), false, Duration.ofSeconds(5))) {
            byte[] written = service.of(Review.class).serializer().serialize(prefix + "reviews", new Review("a", null));
            assertThat(written).startsWith(0);
        }
        terminal.clear();
        assertThat(terminal.millrace("schemas", "register")).isZero();
        assertThat(terminal.said()).contains("unchanged '").doesNotContain("created '");
    }

    @Test
    void namesADirectoryThatCanNotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(terminal.millrace("schemas", "export", "--directory", file.toString()))
                .isEqualTo(1);

        assertThat(terminal.complained()).contains("can't be written to '" + file);
    }
}
