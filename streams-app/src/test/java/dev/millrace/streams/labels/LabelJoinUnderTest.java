package dev.millrace.streams.labels;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledReview;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.service.input.LabelTrustHeader;
import dev.millrace.streams.deadletter.DeadLetters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The join of reviews and their labels without a broker. */
final class LabelJoinUnderTest implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration SKEW = Duration.ofMinutes(1);
    static final int MAX_EXAMPLE_BYTES = 2_000;
    static final int MAX_EVENT_BYTES = 5_000;

    private final Topics topics = RegistrylessTopics.topics();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> reviews;
    private final TestInputTopic<byte[], byte[]> labels;
    private final TestOutputTopic<String, LabelledReview> labelled;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    LabelJoinUnderTest(Path state) {
        this(state, BoundedRocksDbConfig.class, Map.of());
    }

    LabelJoinUnderTest(Path state, Map<String, String> settings) {
        this(state, BoundedRocksDbConfig.class, settings);
    }

    /** @param rocksDb configures the stores */
    LabelJoinUnderTest(Path state, Class<?> rocksDb) {
        this(state, rocksDb, Map.of());
    }

    private LabelJoinUnderTest(Path state, Class<?> rocksDb, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "labels");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, rocksDb);
        driver = new TopologyTestDriver(
                LabelTopology.build(
                        TestLabelKind.reviews(topics, settings),
                        topics.deadLetters().name(),
                        dependencies(WINDOW, MAX_EXAMPLE_BYTES, meters)),
                properties,
                START);
        reviews = driver.createInputTopic("reviews", new ByteArraySerializer(), new ByteArraySerializer());
        labels = driver.createInputTopic("review-labels", new ByteArraySerializer(), new ByteArraySerializer());
        labelled = driver.createOutputTopic(
                "labelled-reviews",
                topics.labelledReviews().keySerde().deserializer(),
                topics.labelledReviews().valueSerde().deserializer());
        deadLetters =
                driver.createOutputTopic("dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Dependencies of a topology whose events may have at most 5,000 bytes. */
    static LabelDependencies dependencies(Duration window, int maxExampleBytes, SimpleMeterRegistry meters) {
        return new LabelDependencies(
                window,
                SKEW,
                1,
                new LabelDependencies.Limits(MAX_EVENT_BYTES, maxExampleBytes),
                new DeadLetters(100_000),
                new LabelMetrics(meters));
    }

    void review(@Nullable String id, String text, long timestamp) {
        reviews.pipeInput(id == null ? null : bytes(id), RegistrylessTopics.review(text), timestamp);
    }

    void review(@Nullable String id, String text, String own, long timestamp) {
        reviews.pipeInput(id == null ? null : bytes(id), RegistrylessTopics.review(text, own), timestamp);
    }

    void reviewThatClaimsTrust(@Nullable String id, String text, String own, long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        LabelTrustHeader.write(headers, new LabelTrust(9));
        byte[] key = id == null ? null : bytes(id);
        reviews.pipeInput(new TestRecord<>(key, RegistrylessTopics.review(text, own), headers, timestamp));
    }

    void label(String id, String label, long timestamp) {
        byte[] value =
                topics.reviewLabels().valueSerde().serializer().serialize("review-labels", new Label(label, null));
        labels.pipeInput(bytes(id), value, timestamp);
    }

    /** Moves the wall clock, which runs a punctuation once if it is due. */
    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** The examples since the last call, each as {@code text=label}. */
    List<String> examples() {
        return labelled.readValuesToList().stream()
                .map(example -> example.getText() + "=" + example.getLabel())
                .toList();
    }

    /** The examples since the last call, each as {@code text=label trust level}. */
    List<String> trustedExamples() {
        return labelled.readRecordsToList().stream()
                .map(example ->
                        example.value().getText() + "=" + example.value().getLabel() + " trust "
                                + LabelTrustHeader.read(example.headers()).level())
                .toList();
    }

    /** The dead letters since the last call, each as {@code topic key reason}. */
    List<String> deadLetters() {
        return deadLetters.readRecordsToList().stream()
                .map(letter -> header(letter, DeadLetterHeaders.TOPIC) + " "
                        + (letter.key() == null ? null : new String(letter.key(), UTF_8)) + " "
                        + header(letter, DeadLetterHeaders.REASON))
                .toList();
    }

    double count(String meter) {
        return meters.find("millrace.labels." + meter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    TopologyTestDriver driver() {
        return driver;
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
