package dev.millrace.streams.classification;

import dev.millrace.model.Classification;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import dev.millrace.streams.classification.RecordResult.Predicted;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes predictions as the bytes that go to their topic, so that their size is known before they are sent: under
 * exactly-once a send that is too large would doom the whole transaction.
 *
 * @param maxBytes of a record of the topic
 */
public record PredictionWriter(Topic<String, Prediction> topic, int maxBytes) {

    /** The input's key, timestamp and headers with the prediction as value. */
    Record<byte[], byte[]> write(Record<byte[], byte[]> event, Origin input, Predicted verdict) {
        Classification classification = verdict.classification();
        Prediction prediction = new Prediction(
                classification.label(),
                classification.confidence(),
                classification.scores(),
                verdict.by(),
                input,
                ReplayHeaders.read(event.headers()).orElse(null));
        return event.withValue(topic.valueSerde().serializer().serialize(topic.name(), prediction));
    }

    /** What is wrong with its size, if anything. */
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
