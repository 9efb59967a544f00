package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fixtures.Artifacts;
import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.spec.ImageArchitecture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyTest {

    private static final ModelArtifact IMAGES = Artifacts.image(new ImageArchitecture(8, 2, 2, 4), 5);
    private static final ModelArtifact REVIEWS = Artifacts.review(5);

    @TempDir
    private Path folder;

    private final Terminal terminal = Terminal.plain();
    private Path imageModel;
    private Path reviewModel;

    @BeforeEach
    void writeModels() throws IOException {
        imageModel = Files.write(folder.resolve("image.millrace"), IMAGES.toBytes());
        reviewModel = Files.write(folder.resolve("review.millrace"), REVIEWS.toBytes());
    }

    @Test
    void classifiesAFlatFolderOfUnlabelledImages() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Path red = image(photos.resolve("red"), Color.RED);
        Path blue = image(photos.resolve("blue.png"), Color.BLUE);
        Path notes = Files.writeString(photos.resolve("notes.png"), "no image");

        int code = terminal.millrace("classify", "--json", "--model", imageModel.toString(), photos.toString());

        assertThat(code).isZero();
        List<JsonNode> answers = answers();
        assertThat(answers).hasSize(2);
        requireSame(answers.get(0), blue);
        requireSame(answers.get(1), red);
        assertThat(answers.get(0).at("/model/sha256").asText())
                .isEqualTo(IMAGES.sha256().hex());
        assertThat(terminal.complained()).contains("left out: " + notes + ": it does not begin as an image");
    }

    @Test
    void answersForEachNamedFileThatItCannotClassify() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "no image");
        Path absent = folder.resolve("absent.png");
        Path red = image(folder.resolve("red.png"), Color.RED);

        int code = terminal.millrace(
                "classify", "--model", imageModel.toString(), notes.toString(), absent.toString(), red.toString());

        assertThat(code).isEqualTo(1);
        assertThat(terminal.said())
                .containsPattern("(neg|pos) +0\\.\\d{3}  " + red)
                .hasLineCount(1);
        assertThat(terminal.complained())
                .contains("not classified: " + notes + ": UNKNOWN_IMAGE_ENCODING: required ")
                .contains("not classified: " + absent + ": UNREADABLE_FILE: ");
    }

    @Test
    void classifiesEachLineOfATextFile() throws IOException {
        Path texts = Files.writeString(folder.resolve("texts.txt"), "a good film\n\nbad film\r\n--\n");

        int code =
                terminal.millrace("classify", "--model", reviewModel.toString(), "--json", "--lines", texts.toString());

        assertThat(code).isEqualTo(1);
        assertThat(answers())
                .extracting(answer -> answer.get("file").asText())
                .containsExactly(texts + ":1", texts + ":3", texts + ":4");
        assertThat(answers().get(0).get("scores").size()).isEqualTo(2);
        assertThat(answers().get(2).get("reason").asText()).isEqualTo("EMPTY_TEXT");
    }

    @Test
    void classifiesTextFilesOfAFolder() throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Path good = Files.writeString(texts.resolve("good.txt"), "good\nfilm");
        Path table = Files.writeString(texts.resolve("table.csv"), "good,film");

        assertThat(terminal.millrace("classify", "--model", reviewModel.toString(), texts.toString()))
                .isZero();

        assertThat(terminal.said()).containsPattern("0\\.\\d{3}  " + good).hasLineCount(1);
        assertThat(terminal.complained()).contains("left out: " + table + ": it has a name that does not end in .txt");
    }

    @Test
    void namesAModelThatIsNone() throws IOException {
        Path torn = Files.write(folder.resolve("torn.millrace"), java.util.Arrays.copyOf(REVIEWS.toBytes(), 900));
        byte[] misfit = Artifacts.tiny(1).toBytes();
        Path foreign = Files.write(folder.resolve("foreign.millrace"), misfit);

        assertThat(terminal.millrace("classify", "--model", torn.toString(), "."))
                .isEqualTo(1);
        assertThat(terminal.millrace("classify", "--model", foreign.toString(), "."))
                .isEqualTo(1);
        assertThat(terminal.millrace("classify", "--model", "absent.millrace", "."))
                .isEqualTo(1);

        assertThat(terminal.complained())
                .contains("'" + torn + "' is no model: ")
                .contains("'" + foreign + "' is no model: required tensors ")
                .contains("there is no model file 'absent.millrace'")
                .doesNotContain("\tat ");
    }

    private List<JsonNode> answers() {
        return terminal.said().lines().map(ClassifyTest::parse).toList();
    }

    private static JsonNode parse(String line) {
        return unchecked(() -> new ObjectMapper().readTree(line));
    }

    private static Path image(Path file, Color color) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, color.getRGB() & i * 0x010203);
        }
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }

    private static void requireSame(JsonNode answer, Path file) throws IOException {
        try (LoadedModel<EncodedImage> model = ImageModels.load(IMAGES, ImageLimits.standard());
                Classifier<EncodedImage> classifier = model.newClassifier()) {
            EncodedImage image = EncodedImage.encoded(ByteBuffer.wrap(Files.readAllBytes(file)));
            Classification expected = classifier
                    .classify(List.of(image))
                    .get(0)
                    .fold(classified -> classified.classification(), rejected -> {
                        throw new AssertionError(rejected);
                    });
            assertThat(answer.get("file").asText()).isEqualTo(file.toString());
            assertThat(answer.get("label").asText()).isEqualTo(expected.label());
            assertThat(answer.get("scores").get("pos").floatValue())
                    .isEqualTo(expected.scores().get("pos"));
        }
    }

    private static <V> V unchecked(Callable<V> action) {
        try {
            return action.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
