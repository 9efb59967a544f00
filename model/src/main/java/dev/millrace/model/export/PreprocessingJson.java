package dev.millrace.model.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import dev.millrace.model.text.Tokenizer;
import java.util.List;
import java.util.Locale;

/** What serving does around an exported network, for a program that does it without Millrace. */
final class PreprocessingJson {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PreprocessingJson() {}

    static byte[] of(ModelArtifact artifact, ExportFormat format) {
        if (!format.needsPreprocessing()) {
            throw new IllegalArgumentException("a file in the format " + format + " needs no preprocessing");
        }
        ObjectNode root = MAPPER.createObjectNode();
        root.put("sha256", artifact.sha256().hex());
        root.put("format", format.name().toLowerCase(Locale.ROOT));
        put(root.putArray("labels"), artifact.manifest().labels().names());
        ObjectNode output = root.putObject("output");
        output.put("name", ModelExport.OUTPUT).put("type", "float32");
        put(output.putArray("axes"), List.of("batch", "label"));
        output.put("meaning", "the probability of each label, in the order of 'labels'");
        ObjectNode input = artifact.manifest()
                .architecture()
                .fold(images -> images(images.shape()), texts -> texts(texts, format));
        root.setAll(input);
        try {
            return MAPPER.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and texts can always be written", e);
        }
    }

    private static ObjectNode images(ImageArchitecture shape) {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode input = root.putObject("input");
        input.put("name", OnnxImageFile.INPUT).put("type", "float32");
        put(input.putArray("axes"), List.of("batch", "channel", "row", "column"));
        input.put("channels", RgbImage.CHANNELS).put("rows", shape.side()).put("columns", shape.side());
        put(input.putArray("channelOrder"), List.of("red", "green", "blue"));
        input.put("divisor", 255).put("meaning", "8-bit samples divided by 'divisor', so 0 to 1; row 0 is the top");
        root.putObject("resize")
                .put("width", shape.side())
                .put("height", shape.side())
                .put("keepsAspectRatio", false)
                .put("shrinking", "the mean of the area that each new pixel covers")
                .put("enlarging", "linear, between the two nearest pixels of each axis")
                .put("rounding", "to the nearest of 0 to 255, before the division");
        root.put("transparency", "white below").put("animation", "the first frame");
        return root;
    }

    private static ObjectNode texts(Architecture.Recurrent architecture, ExportFormat format) {
        TextArchitecture shape = architecture.shape();
        boolean isOnnx = format == ExportFormat.ONNX;
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode input = root.putObject("input");
        input.put("name", OnnxTextFile.INPUT).put("type", isOnnx ? "int64" : "float32");
        put(input.putArray("axes"), List.of("batch", "token"));
        input.put("meaning", "word ids")
                .put("maxTokens", shape.maxTokens())
                .put("longer", "the last 'maxTokens' tokens are used")
                .put("padding", isOnnx ? "on the right, with 'ids.padding'" : "none: texts of a batch have one length")
                .put("empty", "a text without a token is not classified");
        root.putObject("tokenizer")
                .put("dropped", Tokenizer.TAG_PATTERN)
                .put("token", Tokenizer.TOKEN_PATTERN)
                .put("patterns", "find 'dropped' or 'token' from left to right; \\p is a Unicode category")
                .put("case", "lower, of no language, per token")
                .put("apostrophe", "U+2019 becomes U+0027");
        root.putObject("ids")
                .put("padding", Vocabulary.PADDING)
                .put("unknown", Vocabulary.UNKNOWN)
                .put("firstWord", Vocabulary.FIRST_WORD);
        put(root.putArray("vocabulary"), architecture.vocabulary().words());
        return root;
    }

    private static void put(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
