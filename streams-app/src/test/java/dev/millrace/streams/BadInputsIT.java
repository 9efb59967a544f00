package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Review;
import dev.millrace.testing.StreamsAppUnderTest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad inputs among good ones, through the whole app. */
class BadInputsIT {

    private static final int SIDE = 8;

    @TempDir
    Path state;

    private final Installation installation = new Installation();

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void rejectsBadInputsWithTheirReasonsAndContinues() {
        try (StreamsAppUnderTest app = new StreamsAppUnderTest(StreamsApp::run, installation.environment(), state)) {
            until(() -> app.get("/health/ready").contains("no image model yet"));
            installation.publish(
                    DefaultTasks.IMAGE, "000001-aaaaaaaa", Artifacts.image(new ImageArchitecture(SIDE, 4, 4, 8), 1));
            installation.publish(DefaultTasks.REVIEW, "000001-cccccccc", Artifacts.review(3));
            String images = installation.topics().images().name();
            sendImage(
                    "text",
                    new Image(ByteBuffer.wrap("no image".getBytes(UTF_8)), ImageEncoding.ENCODED, null, null, null));
            sendImage("bomb", new Image(ByteBuffer.wrap(hugePng()), ImageEncoding.ENCODED, null, null, null));
            sendImage("raw", new Image(ByteBuffer.wrap(new byte[5]), ImageEncoding.RAW_RGB, 9, null, null));
            installation.sendBytes(images, "garbage", new byte[] {1, 2, 3});
            installation.sendBytes(
                    images,
                    "unknown",
                    ByteBuffer.allocate(9).put((byte) 0).putInt(987_654_321).array());
            installation.send(installation.topics().reviews(), "empty", new Review(" ", null));
            sendImage(
                    "good",
                    new Image(ByteBuffer.wrap(new byte[SIDE * SIDE * 3]), ImageEncoding.RAW_RGB, SIDE, SIDE, null));
            installation.flush();

            until(() -> deadLetters().size() == 6 && predictions() == 1);

            assertThat(deadLetters())
                    .containsEntry("text", "processing UNKNOWN_IMAGE_ENCODING")
                    .containsEntry("bomb", "processing IMAGE_DIMENSIONS_TOO_LARGE")
                    .containsEntry("raw", "processing RAW_IMAGE_SIZE_MISMATCH")
                    .containsEntry("garbage", "deserialization MALFORMED_RECORD")
                    .containsEntry("unknown", "deserialization UNKNOWN_SCHEMA")
                    .containsEntry("empty", "processing EMPTY_TEXT");
            assertThat(app.hasEnded()).isFalse();
        }
    }

    private void sendImage(String id, Image image) {
        installation.send(installation.topics().images(), id, image);
    }

    private int predictions() {
        return installation
                .committed(installation.topics().imagePredictions().name())
                .size();
    }

    private Map<String, String> deadLetters() {
        Map<String, String> reasons = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> deadLetter :
                installation.committed(installation.topics().deadLetters().name())) {
            reasons.put(
                    new String(deadLetter.key(), UTF_8),
                    header(deadLetter, "millrace.stage") + " " + header(deadLetter, "millrace.reason"));
        }
        return reasons;
    }

    /** A PNG whose header claims 20,000 × 20,000 pixels. */
    private static byte[] hugePng() {
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put("IHDR".getBytes(UTF_8))
                .putInt(20_000)
                .putInt(20_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .putInt(0xf9a2ffa2)
                .array();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
