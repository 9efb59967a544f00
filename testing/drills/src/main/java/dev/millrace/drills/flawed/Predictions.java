package dev.millrace.drills.flawed;

import dev.millrace.model.Classification;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Creates a flawed app's answers in the product's format. */
final class Predictions {

    private Predictions() {}

    static Origin origin(RecordMetadata read, Record<?, ?> event) {
        return new Origin(read.topic(), read.partition(), read.offset(), event.timestamp());
    }

    @SuppressWarnings("NullAway") // generated constructors are not annotated: no replay takes null
    static Prediction of(Classification answer, ModelStamp stamp, Origin input) {
        return new Prediction(answer.label(), answer.confidence(), answer.scores(), stamp, input, null);
    }
}
