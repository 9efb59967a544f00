package dev.millrace.benchmarks.stream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.benchmarks.Samples;
import dev.millrace.model.Classification;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.records.Image;
import dev.millrace.service.input.ImageContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Images, raw or encoded, through ONNX Runtime. */
final class OnnxImages extends OnnxClassifier<Image> {

    private static final int AREA = Samples.SIDE * Samples.SIDE;
    private static final float WHITE = 255f;

    private final FloatBuffer planes;

    OnnxImages(OrtSession session) {
        this(session, direct());
    }

    private OnnxImages(OrtSession session, FloatBuffer planes) {
        super(session, "pixels", tensor(planes));
        this.planes = planes;
    }

    @Override
    void fill(Image event) {
        byte[] pixels = decoded(event).samples();
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            for (int pixel = 0; pixel < AREA; pixel++) {
                planes.put(channel * AREA + pixel, (pixels[pixel * RgbImage.CHANNELS + channel] & 0xff) / WHITE);
            }
        }
    }

    @Override
    Classification answer(float[] output) {
        return Classification.of(Samples.IMAGE_LABELS, output);
    }

    private static RgbImage decoded(Image event) {
        return ImageDecoder.decode(
                        ImageContent.of(event),
                        ImageLimits.standard(),
                        ImageArchitecture.standard().input())
                .fold(decoded -> decoded.image(), undecodable -> {
                    throw new IllegalArgumentException("required an image, got " + undecodable);
                });
    }

    private static FloatBuffer direct() {
        return ByteBuffer.allocateDirect(RgbImage.CHANNELS * AREA * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static OnnxTensor tensor(FloatBuffer planes) {
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), planes, new long[] {
                1, RgbImage.CHANNELS, Samples.SIDE, Samples.SIDE
            });
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't make the input", e);
        }
    }
}
