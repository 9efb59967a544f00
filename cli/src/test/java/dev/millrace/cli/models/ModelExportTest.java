package dev.millrace.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.cli.Terminal;
import dev.millrace.fixtures.Artifacts;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.text.Tokenizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Exported models, called as their descriptions say, answer as {@code classify} does. */
class ModelExportTest {

    private static final double TOLERANCE = 1e-4;
    private static final List<String> TEXTS = List.of(
            "a lovely film", "DULL", "the <br /> film isn\u2019t new, and it's dull", "a ".repeat(300) + "dull film");

    @TempDir
    private Path folder;

    @Test
    void answersForImagesInOnnxRuntime() throws Exception {
        Path model = write(Artifacts.image(ImageArchitecture.standard(), 3));
        List<Path> photos = photos();

        export(model, "onnx", "image.onnx");

        float[][] theirs = OnnxCaller.images(bytes("image.onnx"), description("image.json"), pixels(photos));
        requireSame(theirs, classified(model, photos));
    }

    @Test
    void answersForImagesInDeeplearning4j() throws Exception {
        Path model = write(Artifacts.image(ImageArchitecture.standard(), 3));
        List<Path> photos = photos();

        export(model, "dl4j", "image.zip");

        List<float[]> images = pixels(photos);
        float[] all = new float[images.size() * images.get(0).length];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, all, i * images.get(i).length, images.get(i).length);
        }
        INDArray input = Nd4j.create(all, new long[] {images.size(), 3, 32, 32}, 'c');
        requireSame(deeplearning4j("image.zip").output(input).toFloatMatrix(), classified(model, photos));
    }

    @Test
    void answersForTextsOfTwoLabelsInOnnxRuntime() throws Exception {
        Path model = write(Artifacts.review(3));

        export(model, "onnx", "review.onnx");

        requireSame(onnxTexts("review.onnx", "review.json"), classified(model, texts()));
    }

    @Test
    void answersForTextsOfThreeLabelsInBoth() throws Exception {
        Path model = fitted();

        export(model, "onnx", "three.onnx");
        export(model, "dl4j", "three.zip");

        List<JsonNode> ours = classified(model, texts());
        assertThat(ours.get(0).get("scores").size()).isEqualTo(3);
        requireSame(onnxTexts("three.onnx", "three.json"), ours);
        requireSame(deeplearning4jTexts("three.zip"), ours);
    }

    @Test
    void answersForTextsOfTwoLabelsInDeeplearning4j() throws Exception {
        Path model = write(Artifacts.review(3));

        export(model, "dl4j", "review.zip");
        export(model, "onnx", "review.onnx");

        requireSame(deeplearning4jTexts("review.zip"), classified(model, texts()));
    }

    @Test
    void describesTheTokenizer() throws Exception {
        export(write(Artifacts.review(3)), "onnx", "review.onnx");
        DescribedPreprocessing described = new DescribedPreprocessing(description("review.json"));
        char[] letters = "aB9 <>/'\u2019.\n\u00e9\u0301\u0939\u093f\u4e2d\u0130\u00b2-".toCharArray();
        Random random = new Random(8);

        for (int trial = 0; trial < 5_000; trial++) {
            StringBuilder text = new StringBuilder();
            random.ints(trial % 90, 0, letters.length).forEach(place -> text.append(letters[place]));
            assertThat(described.words(text.toString())).isEqualTo(Tokenizer.tokens(text.toString()));
        }
    }

    @Test
    void writesOurOwnFormatUnchanged() throws IOException {
        ModelArtifact artifact = Artifacts.review(4);
        Path copy = folder.resolve("copy.millrace");

        assertThat(Terminal.plain().millrace("models", "export", write(artifact).toString(), "--out", copy.toString()))
                .isZero();

        assertThat(copy).hasBinaryContent(artifact.toBytes());
        assertThat(folder.resolve("copy.json")).doesNotExist();
    }

    private Path write(ModelArtifact artifact) throws IOException {
        return Files.write(folder.resolve("source.millrace"), artifact.toBytes());
    }

    private Path fitted() throws IOException {
        List<String> moods = List.of("lovely", "dull", "new");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add("label" + i % 3 + "\tthe " + moods.get(i % 3) + " film it's " + (char) ('a' + i / 3 % 26)
                    + (char) ('a' + i / 78));
        }
        Path data = Files.write(folder.resolve("reviews.tsv"), lines);
        Path model = folder.resolve("three.millrace");
        Terminal terminal = Terminal.plain();
        assertThat(terminal.millrace(
                        "fit", "review", "--data", data.toString(), "--out", model.toString(), "--epochs", "4"))
                .as(terminal::complained)
                .isZero();
        return model;
    }

    private List<Path> photos() throws IOException {
        Random random = new Random(9);
        List<Path> photos = new ArrayList<>();
        for (int side : new int[] {32, 64, 96}) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < side * side; pixel++) {
                image.setRGB(pixel % side, pixel / side, random.nextInt() & pixel * 0x010305);
            }
            Path file = folder.resolve("photo" + side + ".png");
            ImageIO.write(image, "png", file.toFile());
            photos.add(file);
        }
        return photos;
    }

    private List<Path> texts() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            files.add(Files.writeString(folder.resolve("text" + i), TEXTS.get(i)));
        }
        return files;
    }

    private void export(Path model, String format, String out) {
        Terminal terminal = Terminal.plain();
        int code = terminal.millrace(
                "models",
                "export",
                model.toString(),
                "--format",
                format,
                "--out",
                folder.resolve(out).toString());
        assertThat(code).as(terminal::complained).isZero();
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private JsonNode description(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }

    private List<float[]> pixels(List<Path> photos) throws IOException {
        DescribedPreprocessing described = new DescribedPreprocessing(description("image.json"));
        List<float[]> pixels = new ArrayList<>();
        for (Path photo : photos) {
            pixels.add(described.pixels(photo.toFile()));
        }
        return pixels;
    }

    private float[][] onnxTexts(String network, String description) throws Exception {
        DescribedPreprocessing described = new DescribedPreprocessing(description(description));
        return OnnxCaller.texts(
                bytes(network),
                description(description),
                TEXTS.stream().map(described::ids).toList());
    }

    private float[][] deeplearning4jTexts(String network) throws IOException {
        DescribedPreprocessing described = new DescribedPreprocessing(description(network.replace(".zip", ".json")));
        MultiLayerNetwork restored = deeplearning4j(network);
        return TEXTS.stream()
                .map(described::ids)
                .map(ids -> Nd4j.createFromArray(new int[][] {ids}).castTo(DataType.FLOAT))
                .map(ids -> restored.output(ids).toFloatVector())
                .toArray(float[][]::new);
    }

    private MultiLayerNetwork deeplearning4j(String name) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(folder.resolve(name).toFile());
    }

    private static List<JsonNode> classified(Path model, List<Path> files) throws IOException {
        Terminal terminal = Terminal.plain();
        List<String> arguments = new ArrayList<>(List.of("classify", "--json", "--model", model.toString()));
        files.forEach(file -> arguments.add(file.toString()));
        assertThat(terminal.millrace(arguments.toArray(String[]::new)))
                .as(terminal::complained)
                .isZero();
        List<JsonNode> answers = new ArrayList<>();
        for (String line : terminal.said().lines().toList()) {
            answers.add(new ObjectMapper().readTree(line));
        }
        return answers;
    }

    /** The scores of {@code classify} are in alphabetical order, as are the labels of these models. */
    private static void requireSame(float[][] theirs, List<JsonNode> ours) {
        assertThat(theirs).hasDimensions(ours.size(), ours.get(0).get("scores").size());
        for (int row = 0; row < theirs.length; row++) {
            int label = 0;
            for (JsonNode score : ours.get(row).get("scores")) {
                assertThat((double) theirs[row][label]).isCloseTo(score.asDouble(), within(TOLERANCE));
                label++;
            }
        }
        assertThat(theirs[0]).isNotEqualTo(theirs[1]);
    }
}
