package dev.millrace.cli.deadletters;

import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What becomes of a dead letter to be replayed: exactly one of the two. */
sealed interface ReplayPlan {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Ready, R> onReady, Function<Refused, R> onRefused);

    /** It can go out. */
    record Ready(DeadLetterRecord deadLetter, ProducerRecord<byte[], byte[]> record) implements ReplayPlan {
        @Override
        public <R> R fold(Function<Ready, R> onReady, Function<Refused, R> onRefused) {
            return onReady.apply(this);
        }
    }

    /** It can't, for a reason that a person can read. */
    record Refused(DeadLetterRecord deadLetter, String why) implements ReplayPlan {
        @Override
        public <R> R fold(Function<Ready, R> onReady, Function<Refused, R> onRefused) {
            return onRefused.apply(this);
        }
    }
}
