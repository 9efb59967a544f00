package dev.millrace.cli.deadletters;

import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Whether a dead letter can be replayed: ready or refused. */
sealed interface ReplayPlan {

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(Function<Ready, R> onReady, Function<Refused, R> onRefused);

    /** It can be sent. */
    record Ready(DeadLetterRecord deadLetter, ProducerRecord<byte[], byte[]> record) implements ReplayPlan {
        @Override
        public <R> R fold(Function<Ready, R> onReady, Function<Refused, R> onRefused) {
            return onReady.apply(this);
        }
    }

    /** It cannot be sent, for a reason that the user can read. */
    record Refused(DeadLetterRecord deadLetter, String why) implements ReplayPlan {
        @Override
        public <R> R fold(Function<Ready, R> onReady, Function<Refused, R> onRefused) {
            return onRefused.apply(this);
        }
    }
}
