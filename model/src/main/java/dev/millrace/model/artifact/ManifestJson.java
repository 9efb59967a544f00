package dev.millrace.model.artifact;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.ImageFit;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.spec.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifest as JSON, field by field: nothing in it names a class. The same manifest gives the same bytes. Fields that
 * this version does not know are ignored; what changes the meaning of a field it knows needs a new architecture name or
 * artifact format.
 */
final class ManifestJson {

    /** Only if it is not to stretch: manifests of before have no such field. */
    private static final String FIT = "fit";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestJson() {}

    /** A tensor without its values. */
    record Shape(String name, List<Integer> extents) {}

    record Parsed(Manifest manifest, List<Shape> tensors) {}

    static byte[] write(Manifest manifest, Weights weights) {
        ObjectNode root = MAPPER.createObjectNode();
        root.set("architecture", manifest.architecture().fold(ManifestJson::convolutional, ManifestJson::recurrent));
        putAll(root.putArray("labels"), manifest.labels().names());
        writeFitSettings(root.putObject("fit"), manifest.fitSettings());
        new TreeMap<>(manifest.metrics()).forEach(root.putObject("metrics")::put);
        writeProvenance(root.putObject("provenance"), manifest.provenance());
        ArrayNode tensors = root.putArray("tensors");
        for (Tensor tensor : weights.tensors()) {
            ObjectNode node = tensors.addObject().put("name", tensor.name());
            tensor.shape().forEach(node.putArray("shape")::add);
        }
        try {
            return MAPPER.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and texts can always be written", e);
        }
    }

    /** @throws ArtifactException naming the field that is missing or wrong */
    static Parsed parse(byte[] json) {
        JsonFields root;
        try {
            root = new JsonFields("manifest", MAPPER.readTree(new String(json, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new ArtifactException(
                    "the manifest is not JSON with distinct fields and bounded nesting: " + place(e));
        }
        try {
            Manifest manifest = new Manifest(
                    architecture(root.object("architecture")),
                    new Labels(root.texts("labels")),
                    fitSettings(root.object("fit")),
                    root.numbers("metrics"),
                    provenance(root.object("provenance")));
            return new Parsed(manifest, shapes(root));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new ArtifactException("the manifest is not valid: " + e.getMessage());
        }
    }

    /** Limits on nesting and on numbers are broken at no place. */
    private static String place(JsonProcessingException problem) {
        JsonLocation location = problem.getLocation();
        return location == null
                ? problem.getOriginalMessage()
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static ObjectNode convolutional(Architecture.Convolutional architecture) {
        ImageArchitecture shape = architecture.shape();
        boolean isStretched = shape.fit() == ImageFit.STRETCH;
        ObjectNode node = MAPPER.createObjectNode()
                .put("name", isStretched ? ImageArchitecture.NAME : ImageArchitecture.NAME_WITH_FIT)
                .put("side", shape.side())
                .put("firstFilters", shape.firstFilters())
                .put("secondFilters", shape.secondFilters())
                .put("denseUnits", shape.denseUnits());
        return isStretched ? node : node.put(FIT, shape.fit().id());
    }

    private static ObjectNode recurrent(Architecture.Recurrent architecture) {
        TextArchitecture shape = architecture.shape();
        boolean isBasic = architecture.tokenizer() == TokenizerKind.BASIC;
        ObjectNode node = MAPPER.createObjectNode()
                .put("name", isBasic ? TextArchitecture.NAME : TextArchitecture.NAME_WITH_TOKENIZER)
                .put("maxWords", shape.maxWords())
                .put("maxTokens", shape.maxTokens())
                .put("embeddingSize", shape.embeddingSize())
                .put("lstmUnits", shape.lstmUnits());
        if (!isBasic) {
            node.put("tokenizer", architecture.tokenizer().id());
        }
        putAll(node.putArray("vocabulary"), architecture.vocabulary().words());
        return node;
    }

    private static Architecture architecture(JsonFields fields) {
        String name = fields.text("name");
        if (name.equals(ImageArchitecture.NAME)) {
            return convolutional(fields, ImageFit.STRETCH);
        }
        if (name.equals(ImageArchitecture.NAME_WITH_FIT)) {
            return convolutional(fields, ImageFit.of(fields.text(FIT)));
        }
        if (name.equals(TextArchitecture.NAME)) {
            return recurrent(fields, TokenizerKind.BASIC);
        }
        if (name.equals(TextArchitecture.NAME_WITH_TOKENIZER)) {
            return recurrent(fields, TokenizerKind.ofId(fields.text("tokenizer")));
        }
        throw new ArtifactException("unknown architecture '" + name + "', required one of "
                + List.of(
                        ImageArchitecture.NAME,
                        ImageArchitecture.NAME_WITH_FIT,
                        TextArchitecture.NAME,
                        TextArchitecture.NAME_WITH_TOKENIZER));
    }

    private static Architecture convolutional(JsonFields fields, ImageFit fit) {
        return new Architecture.Convolutional(new ImageArchitecture(
                fields.integer("side"),
                fields.integer("firstFilters"),
                fields.integer("secondFilters"),
                fields.integer("denseUnits"),
                fit));
    }

    private static Architecture recurrent(JsonFields fields, TokenizerKind tokenizer) {
        return new Architecture.Recurrent(
                new TextArchitecture(
                        fields.integer("maxWords"),
                        fields.integer("maxTokens"),
                        fields.integer("embeddingSize"),
                        fields.integer("lstmUnits")),
                Vocabulary.of(fields.texts("vocabulary")),
                tokenizer);
    }

    private static void writeFitSettings(ObjectNode node, FitSettings settings) {
        node.put("optimizer", settings.optimizer().name())
                .put("learningRate", settings.learningRate())
                .put("batchSize", settings.batchSize())
                .put("epochs", settings.epochs())
                .put("dropout", settings.dropout())
                .put("seed", settings.seed());
    }

    private static FitSettings fitSettings(JsonFields fields) {
        return new FitSettings(
                Optimizer.valueOf(fields.text("optimizer")),
                fields.number("learningRate"),
                fields.integer("batchSize"),
                fields.integer("epochs"),
                fields.number("dropout"),
                fields.wholeNumber("seed"));
    }

    private static void writeProvenance(ObjectNode node, Provenance provenance) {
        ArrayNode data = node.putArray("data");
        provenance
                .data()
                .forEach(range -> data.addObject()
                        .put("topic", range.topic())
                        .put("partition", range.partition())
                        .put("from", range.from())
                        .put("to", range.to()));
        node.put("trainingData", provenance.trainingData().hex())
                .put("trainingExamples", provenance.trainingExamples())
                .put("seed", provenance.seed())
                .put("trainedAt", provenance.trainedAt().toString());
        provenance.parent().ifPresent(parent -> node.put("parent", parent));
        new TreeMap<>(provenance.environment()).forEach(node.putObject("environment")::put);
    }

    private static Provenance provenance(JsonFields fields) {
        List<Provenance.OffsetRange> data = fields.objects("data").stream()
                .map(range -> new Provenance.OffsetRange(
                        range.text("topic"),
                        range.integer("partition"),
                        range.wholeNumber("from"),
                        range.wholeNumber("to")))
                .toList();
        Map<String, String> environment = fields.textByName("environment");
        return new Provenance(
                data,
                new Sha256(fields.text("trainingData")),
                fields.wholeNumber("trainingExamples"),
                fields.wholeNumber("seed"),
                Instant.parse(fields.text("trainedAt")),
                fields.optionalText("parent"),
                environment);
    }

    private static List<Shape> shapes(JsonFields root) {
        List<Shape> shapes = new ArrayList<>();
        for (JsonFields tensor : root.objects("tensors")) {
            shapes.add(new Shape(tensor.text("name"), tensor.integers("shape")));
        }
        return shapes;
    }

    private static void putAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
