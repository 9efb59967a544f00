package dev.millrace.benchmarks.stream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.benchmarks.Samples;
import dev.millrace.model.Classification;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.TextEncoder;
import dev.millrace.records.Review;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** Classifies reviews of {@link Samples#TOKENS} words with ONNX Runtime. */
final class OnnxReviews extends OnnxClassifier<Review> {

    private static final TextEncoder ENCODER =
            new TextEncoder(Samples.VOCABULARY, Samples.TOKENS, TokenizerKind.UNICODE);

    private final LongBuffer ids;

    OnnxReviews(OrtSession session) {
        this(session, direct());
    }

    private OnnxReviews(OrtSession session, LongBuffer ids) {
        super(session, "tokens", tensor(ids));
        this.ids = ids;
    }

    /** @throws IllegalArgumentException for a shorter text */
    @Override
    void fill(Review event) {
        int[] words = ENCODER.encode(event.getText());
        if (words.length != Samples.TOKENS) {
            throw new IllegalArgumentException("required " + Samples.TOKENS + " words, got " + words.length);
        }
        for (int place = 0; place < words.length; place++) {
            ids.put(place, words[place]);
        }
    }

    @Override
    Classification answer(float[] output) {
        return Classification.of(Samples.REVIEW_LABELS, output);
    }

    private static LongBuffer direct() {
        return ByteBuffer.allocateDirect(Samples.TOKENS * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    private static OnnxTensor tensor(LongBuffer ids) {
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), ids, new long[] {1, Samples.TOKENS});
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't make the input", e);
        }
    }
}
