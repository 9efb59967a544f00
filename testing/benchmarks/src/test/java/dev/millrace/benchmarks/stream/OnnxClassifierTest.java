package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.benchmarks.Network;
import dev.millrace.benchmarks.StandardModels;
import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.records.Review;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The peer does the same work: from the record to the scores. */
class OnnxClassifierTest {

    private static final int RECORDS = 5;

    @ParameterizedTest
    @EnumSource(names = {"RAW", "PNG", "JPEG"})
    void classifiesAnImageRecordAsMillraceDoes(Encoding encoding) throws OrtException {
        var images = Inputs.images(encoding).subList(0, RECORDS);

        try (OrtSession session = session(Network.CNN);
                OnnxImages peer = new OnnxImages(session);
                var model = ImageModels.load(StandardModels.artifact(Network.CNN), ImageLimits.standard())) {
            var theirs = images.stream().map(Inputs::record).map(peer::classify).toList();

            requireAlike(theirs, classify(model, images));
        }
    }

    @Test
    void classifiesAReviewRecordAsMillraceDoes() throws OrtException {
        var reviews = Inputs.reviews().subList(0, RECORDS);

        try (OrtSession session = session(Network.BILSTM);
                OnnxReviews peer = new OnnxReviews(session);
                var model = TextModels.load(StandardModels.artifact(Network.BILSTM), TextLimits.standard())) {
            var theirs = reviews.stream()
                    .map(text -> Review.newBuilder().setText(text).build())
                    .map(peer::classify)
                    .toList();

            requireAlike(theirs, classify(model, reviews));
        }
    }

    private static OrtSession session(Network network) throws OrtException {
        return OrtEnvironment.getEnvironment().createSession(StandardModels.onnx(network));
    }

    private static <T> List<Classification> classify(LoadedModel<T> model, List<T> inputs) {
        try (Classifier<T> classifier = model.newClassifier()) {
            return classifier.classify(inputs).stream()
                    .map(outcome -> outcome.fold(classified -> classified.classification(), rejected -> {
                        throw new AssertionError(rejected);
                    }))
                    .toList();
        }
    }

    private static void requireAlike(List<Classification> theirs, List<Classification> ours) {
        assertThat(theirs).hasSameSizeAs(ours);
        for (int place = 0; place < ours.size(); place++) {
            Classification expected = ours.get(place);
            theirs.get(place)
                    .scores()
                    .forEach((label, score) ->
                            assertThat(score).isCloseTo(expected.scores().get(label), within(1e-4f)));
        }
    }
}
