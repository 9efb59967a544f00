package dev.millrace.streams.classification;

import static dev.millrace.fixtures.RegistrylessTopics.review;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.records.Review;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.testing.FakeModel;

/** A stage over reviews with batches of up to four, the fake model that serves, and the calls of a stream thread. */
final class StageUnderTest {

    final CurrentModel<String> current = new CurrentModel<>();
    final FakeModel model = FakeModel.tiny();
    final CountingListener counts = new CountingListener();
    final LookAheadStage<String> stage = stage(current);

    StageUnderTest() {
        var unused = current.install(model.as("000001-aaaaaaaa"));
    }

    /** Another stage that shares only the counts with this one. */
    LookAheadStage<String> stage(CurrentModel<String> serving) {
        return new LookAheadStage<>(
                RecordReader.of(RegistrylessTopics.topics().reviews()).map(Review::getText),
                serving,
                Limits.grownTo(4),
                counts,
                System::nanoTime);
    }

    void poll(int partition, long first, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            stage.polled(partition, first + i, RecordValue.of(review(texts[i])));
        }
    }

    String answer(int partition, long offset, String text) {
        return name(stage.resultOf(partition, offset, RecordValue.of(review(text))));
    }

    /** The label and the version, or the reason and the version. */
    static String name(RecordResult result) {
        return result.fold(
                predicted -> predicted.classification().label() + " by "
                        + predicted.by().getVersion(),
                deadLettered -> deadLettered.why().reason() + " of "
                        + deadLettered.why().model().orElse("none"));
    }
}
