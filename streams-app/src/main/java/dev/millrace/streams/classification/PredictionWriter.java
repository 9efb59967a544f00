package dev.millrace.streams.classification;

import dev.millrace.model.Classification;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import dev.millrace.streams.classification.RecordResult.Predicted;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Serializes predictions, so that their size is known before they are sent. Under exactly-once, a record that is too large would
 * abort the whole transaction.
 *
 * @param topic topic of the predictions
 * @param maxBytes largest record of the topic, including key and headers
 */
public record PredictionWriter(Topic<String, Prediction> topic, int maxBytes) {

    /** What the model says of the event read at {@code input}. */
    static Prediction prediction(Record<byte[], byte[]> event, Origin input, Predicted predicted) {
        Classification classification = predicted.classification();
        return new Prediction(
                classification.label(),
                classification.confidence(),
                classification.scores(),
                predicted.by(),
                input,
                ReplayHeaders.read(event.headers()).orElse(null));
    }

    /** The event without the header that names the schema of its value: consumers would read the prediction by it. */
    static Record<byte[], byte[]> answering(Record<byte[], byte[]> event) {
        if (event.headers().lastHeader(RecordValue.SCHEMA_HEADER) == null) {
            return event;
        }
        return event.withHeaders(new RecordHeaders(event.headers()).remove(RecordValue.SCHEMA_HEADER));
    }

    /** A record with the event's key, timestamp and headers, and the prediction as value. */
    Record<byte[], byte[]> write(Record<byte[], byte[]> event, Prediction prediction) {
        return answering(event).withValue(topic.valueSerde().serializer().serialize(topic.name(), prediction));
    }

    /** The dead letter to write instead if {@code prediction} is too large for its topic. */
    Optional<DeadLetter> tooLarge(Record<byte[], byte[]> prediction, ModelStamp by) {
        long bytes = RecordSize.upperBound(prediction.key(), prediction.value(), prediction.headers());
        if (bytes <= maxBytes) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetter(
                FailedStep.PRODUCTION,
                DeadLetterReason.PREDICTION_TOO_LARGE,
                "required a prediction of at most " + maxBytes + " bytes with key and headers, got " + bytes,
                Optional.of(by.getVersion())));
    }
}
