package dev.millrace.benchmarks.stream;

import dev.millrace.streams.StreamsAppConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** A topology that copies its input to its output: the cost of Kafka Streams alone. */
final class NoopApp {

    private NoopApp() {}

    /** @param arguments input topic, output topic */
    public static void main(String[] arguments) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(arguments[0], Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to(arguments[1], Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        PeerApp.run(StreamsAppConfig.from(System.getenv()), builder.build());
    }
}
