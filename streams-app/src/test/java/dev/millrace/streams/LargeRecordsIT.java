package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Label;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.testing.StreamsAppUnderTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of several megabytes, with the settings of docs/tasks.md. */
class LargeRecordsIT {

    private static final int LIMIT = 6_000_000;
    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 1_000;
    private static final byte[] RAW = new byte[WIDTH * HEIGHT * 3];
    private static final byte[] BROKEN = "not an image ".repeat(200_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path state;

    @Test
    void areAnsweredLabelledAndBuriedWhole() throws Exception {
        byte[] png = noise();
        try (Installation installation = new Installation()) {
            prepare(installation);
            Topics topics = installation.topics();
            try (StreamsAppUnderTest app = new StreamsAppUnderTest(StreamsApp::run, settings(installation), state);
                    Producer<String, byte[]> producer = producer(installation)) {
                until(() -> app.get("/health/ready").startsWith("200"));
                send(producer, topics.images(), "raw", image(RAW, "cat"));
                send(producer, topics.images(), "png", image(png, null));
                send(producer, topics.images(), "broken", image(BROKEN, null));
                send(producer, topics.imageLabels(), "png", new Label("dog", null));

                until(() -> installation.values(topics.labelledImages()).size() == 2
                        && installation.values(topics.imagePredictions()).size() == 2
                        && installation.committed(topics.deadLetters().name()).size() == 1);
                assertThat(examples(installation))
                        .containsExactlyInAnyOrder(tuple("cat", RAW.length), tuple("dog", png.length));
                assertThat(installation
                                .committed(topics.deadLetters().name())
                                .get(0)
                                .serializedValueSize())
                        .isGreaterThan(BROKEN.length);
            }
        }
    }

    private static void prepare(Installation installation) {
        Topics topics = installation.topics();
        installation.makeTopics();
        for (String topic : List.of(
                topics.images().name(),
                topics.labelledImages().name(),
                topics.deadLetters().name())) {
            installation.limit(topic, LIMIT);
        }
        installation.publish(
                DefaultTasks.IMAGE, "000001-aaaaaaaa", Artifacts.image(new ImageArchitecture(8, 4, 4, 8), 1));
    }

    /** Label and bytes of each example. */
    private static List<Tuple> examples(Installation installation) {
        return installation.values(installation.topics().labelledImages()).stream()
                .map(example -> tuple(example.getLabel(), example.getContent().remaining()))
                .toList();
    }

    private static Map<String, String> settings(Installation installation) {
        Map<String, String> settings = new HashMap<>(installation.environment());
        settings.put("MILLRACE_STREAMS_CLIENTS", "image,image-labels");
        settings.put("MILLRACE_STREAMS_MAX_IMAGE_BYTES", "5000000");
        settings.put("MILLRACE_STREAMS_MAX_DEAD_LETTER_BYTES", Integer.toString(LIMIT));
        return settings;
    }

    private static Producer<String, byte[]> producer(Installation installation) {
        Map<String, Object> properties = new HashMap<>(installation.connection().properties());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LIMIT);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private static <V> void send(Producer<String, byte[]> producer, Topic<String, V> topic, String key, V value)
            throws Exception {
        producer.send(new ProducerRecord<>(
                        topic.name(), key, topic.valueSerde().serializer().serialize(topic.name(), value)))
                .get();
    }

    private static Image image(byte[] content, @Nullable String label) {
        boolean isRaw = content == RAW;
        return new Image(
                ByteBuffer.wrap(content),
                isRaw ? ImageEncoding.RAW_RGB : ImageEncoding.ENCODED,
                isRaw ? WIDTH : null,
                isRaw ? HEIGHT : null,
                label);
    }

    /** A PNG that can't be compressed, of more than a megabyte. */
    private static byte[] noise() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.setRGB(i % WIDTH, i / WIDTH, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
