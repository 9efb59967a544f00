package dev.millrace.streams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransientFailuresTest {

    static Object[] environmentalFailures() {
        return new Object[] {
            new StreamsException(new TimeoutException("no answer for 60000 ms")),
            new StreamsException("sending failed", new UnknownTopicOrPartitionException("no such topic")),
            new StreamsException("sending failed", new TopicAuthorizationException("not allowed")),
            new StreamsException("polling failed", new SaslAuthenticationException("rotated")),
            new StreamsException(new KafkaException("in an error state", new InvalidProducerEpochException("old"))),
            new StreamsException(new KafkaException("Failed to construct kafka consumer")),
            new StreamsException(new ProcessorStateException("store can't be opened", new IOException("disk full"))),
            new MissingSourceTopicException("images"),
        };
    }

    static Object[] otherFailures() {
        return new Object[] {
            new StreamsException(new NullPointerException("a bug")),
            new StreamsException(new IllegalStateException("a broken model")),
            new StreamsException(new UnsupportedVersionException("a broker of long ago")),
            new StreamsException("nobody knows"),
        };
    }

    @ParameterizedTest
    @MethodSource("environmentalFailures")
    void retriesEnvironmentalFailures(Exception failure) {
        assertThat(TransientFailures.isTransient(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("otherFailures")
    void doesNotWaitForBugs(Exception failure) {
        assertThat(TransientFailures.isTransient(failure)).isFalse();
    }
}
