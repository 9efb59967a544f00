package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.Classifier;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.testing.StreamsAppUnderTest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsAppIT {

    private static final int SIDE = 8;
    private static final ImageArchitecture SMALL = new ImageArchitecture(SIDE, 4, 4, 8);

    @TempDir
    Path state;

    private final Installation installation = new Installation();
    private final ModelArtifact first = Artifacts.image(SMALL, 1);
    private final ModelArtifact second = Artifacts.image(SMALL, 2);
    private final Random random = new Random(7);
    private final Map<String, byte[]> sent = new HashMap<>();

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void beginsOnAnEmptyClusterAndPredictsOnceThereIsAModel() {
        try (StreamsAppUnderTest app = app()) {
            until(() -> app.get("/health/ready").contains("no image model yet"));
            sendImages(50, "cat");

            until(() ->
                    installation.values(installation.topics().labelledImages()).size() == 50);
            assertThat(labelledImage().getLabel()).isEqualTo("cat");
            assertThat(predictions()).isEmpty();

            installation.publish(DefaultTasks.IMAGE, "000001-aaaaaaaa", first);
            installation.publish(DefaultTasks.REVIEW, "000001-cccccccc", Artifacts.review(3));
            installation.send(installation.topics().reviews(), "r1", new Review("good film", null));
            installation.flush();

            until(() -> predictions().size() == 50);
            until(() -> installation
                            .values(installation.topics().reviewPredictions())
                            .size()
                    == 1);
            until(() -> app.get("/health/ready").startsWith("200"));
            assertEveryPredictionIsWhatItsModelSays(Map.of("000001-aaaaaaaa", first));
            until(() -> app.get("/metrics").contains("millrace_lag"));
            assertThat(app.get("/metrics"))
                    .contains("millrace_predictions_total{task=\"image\"} 50.0")
                    .contains("millrace_model_serving")
                    .contains("version=\"000001-aaaaaaaa\"")
                    .contains("millrace_lookahead_direct_total{task=\"image\"} 0.0");
        }
    }

    @Test
    void swapsUnderLoadWithEveryStampTrue() {
        try (StreamsAppUnderTest app = app()) {
            until(() -> app.get("/health/ready").contains("no image model yet"));
            installation.publish(DefaultTasks.IMAGE, "000001-aaaaaaaa", first);
            sendImages(300, null);
            until(() -> predictions().size() >= 100);

            installation.publish(DefaultTasks.IMAGE, "000002-bbbbbbbb", second);
            until(() -> {
                sendImages(20, null);
                return predictions().stream()
                        .anyMatch(made -> made.getModel().getVersion().equals("000002-bbbbbbbb"));
            });

            until(() -> predictions().size() == sent.size());
            assertEveryPredictionIsWhatItsModelSays(Map.of("000001-aaaaaaaa", first, "000002-bbbbbbbb", second));
        }
    }

    @Test
    void refusesABrokenModelAndKeepsTheOldOne() {
        try (StreamsAppUnderTest app = app()) {
            until(() -> app.get("/health/ready").contains("no image model yet"));
            installation.publish(DefaultTasks.IMAGE, "000001-aaaaaaaa", first);
            until(() -> app.get("/metrics").contains("version=\"000001-aaaaaaaa\""));

            installation.publish(DefaultTasks.IMAGE, "000002-bbbbbbbb", new byte[5_000], second.sha256());
            until(() -> app.get("/metrics").contains("millrace_refusals_total{reason=\"corrupt\",task=\"image\"} 1.0"));
            byte[] noArtifact = new byte[5_000];
            installation.publish(DefaultTasks.IMAGE, "000003-cccccccc", noArtifact, Sha256.of(noArtifact));
            until(() -> app.get("/metrics").contains("millrace_refusals_total{reason=\"corrupt\",task=\"image\"} 2.0"));
            sendImages(5, null);

            until(() -> predictions().size() == 5);
            assertThat(predictions())
                    .allMatch(made -> made.getModel().getVersion().equals("000001-aaaaaaaa"));
        }
    }

    @Test
    void losesAndRepeatsNothingWhenItIsStoppedAndStartedAgain() {
        installation.makeTopics();
        installation.publish(DefaultTasks.IMAGE, "000001-aaaaaaaa", first);
        for (int run = 0; run < 3; run++) {
            int before = sent.size();
            try (StreamsAppUnderTest app = app()) {
                until(() -> app.get("/health/ready").contains("review")
                        || app.get("/health/ready").startsWith("200"));
                sendImages(400, null);
                until(() -> predictions().size() > before);
            }
        }
        try (StreamsAppUnderTest app = app()) {
            until(() -> predictions().size() >= sent.size());
            assertThat(app.hasEnded()).isFalse();
        }

        assertEveryPredictionIsWhatItsModelSays(Map.of("000001-aaaaaaaa", first));
    }

    private StreamsAppUnderTest app() {
        return new StreamsAppUnderTest(StreamsApp::run, installation.environment(), state);
    }

    private void sendImages(int count, @Nullable String label) {
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[SIDE * SIDE * 3];
            random.nextBytes(samples);
            String id = "i" + sent.size();
            sent.put(id, samples);
            sendImage(id, new Image(ByteBuffer.wrap(samples), ImageEncoding.RAW_RGB, SIDE, SIDE, label));
        }
        installation.flush();
    }

    private void sendImage(String id, Image image) {
        installation.send(installation.topics().images(), id, image);
    }

    private List<Prediction> predictions() {
        return installation.values(installation.topics().imagePredictions());
    }

    private LabelledImage labelledImage() {
        return installation.values(installation.topics().labelledImages()).get(0);
    }

    /** Each input is answered once, with the scores that the named model gives. */
    private void assertEveryPredictionIsWhatItsModelSays(Map<String, ModelArtifact> models) {
        Map<String, Prediction> byId = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> read :
                installation.committed(installation.topics().imagePredictions().name())) {
            Prediction made = installation
                    .topics()
                    .imagePredictions()
                    .valueSerde()
                    .deserializer()
                    .deserialize(read.topic(), read.value());
            assertThat(byId.put(new String(read.key(), UTF_8), made)).isNull();
        }
        assertThat(byId.keySet()).isEqualTo(sent.keySet());
        models.forEach((version, artifact) -> assertAnswers(version, artifact, byId));
    }

    private void assertAnswers(String version, ModelArtifact artifact, Map<String, Prediction> byId) {
        try (var model = ImageModels.load(artifact, ImageLimits.standard());
                Classifier<EncodedImage> classifier = model.newClassifier()) {
            byId.forEach((id, made) -> {
                if (made.getModel().getVersion().equals(version)) {
                    assertThat(made.getModel().getSha256())
                            .isEqualTo(artifact.sha256().hex());
                    Outcome own = classifier
                            .classify(List.of(EncodedImage.raw(ByteBuffer.wrap(sent.get(id)), SIDE, SIDE)))
                            .get(0);
                    float expected =
                            own.fold(answer -> answer.classification().scores().get("pos"), rejected -> Float.NaN);
                    assertThat(made.getScores().get("pos")).isCloseTo(expected, within(1e-4f));
                }
            });
        }
    }
}
