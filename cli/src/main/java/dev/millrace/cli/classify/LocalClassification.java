package dev.millrace.cli.classify;

import dev.millrace.cli.models.NamedModel;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Classifies inputs in this process, in batches. Not thread-safe. */
final class LocalClassification<T> implements AutoCloseable {

    private static final int BATCH = 64;

    private final LoadedModel<T> model;
    private final Classifier<T> classifier;
    private final Function<byte[], T> toInput;
    private final FileAnswer.AnsweringModel name;
    private final Consumer<FileAnswer> answers;
    private final List<Input> batch = new ArrayList<>(BATCH);

    private LocalClassification(
            LoadedModel<T> model,
            Function<byte[], T> toInput,
            FileAnswer.AnsweringModel name,
            Consumer<FileAnswer> answers) {
        this.model = model;
        this.classifier = model.newClassifier();
        this.toInput = toInput;
        this.name = name;
        this.answers = answers;
    }

    /**
     * Loads the model.
     *
     * @param answers receives one answer per input, in order
     */
    static LocalClassification<?> open(NamedModel named, ImageLimits limits, Consumer<FileAnswer> answers) {
        ModelArtifact artifact = named.artifact();
        FileAnswer.AnsweringModel name = new FileAnswer.AnsweringModel(
                named.published().map(version -> version.task().id()),
                named.published().map(NamedModel.Published::version),
                artifact.sha256().hex());
        return artifact.manifest()
                .architecture()
                .fold(
                        images -> new LocalClassification<>(
                                ImageModels.load(artifact, limits),
                                content -> EncodedImage.encoded(ByteBuffer.wrap(content)),
                                name,
                                answers),
                        texts -> new LocalClassification<>(
                                TextModels.load(artifact, TextLimits.standard()),
                                content -> new String(content, StandardCharsets.UTF_8),
                                name,
                                answers));
    }

    void add(Input input) {
        batch.add(input);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Answers what was added and not answered yet. */
    void flush() {
        List<Outcome> outcomes = classifier.classify(
                batch.stream().map(Input::content).map(toInput).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            answers.accept(FileAnswer.of(batch.get(i).name(), outcomes.get(i), name));
        }
        batch.clear();
    }

    @Override
    public void close() {
        classifier.close();
        model.close();
    }
}
