package dev.millrace.streams.classification;

import static dev.millrace.fixtures.RegistrylessTopics.review;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.records.Review;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.testing.FakeModel;

/** A stage over reviews that takes up to four of them, the fake model that serves, and what a stream thread asks of it. */
final class StageUnderTest {

    final CurrentModel<String> current = new CurrentModel<>();
    final FakeModel model = FakeModel.tiny();
    final CountingListener counts = new CountingListener();
    final LookAheadStage<String> stage = stage(current);

    StageUnderTest() {
        var unused = current.install(model.as("000001-aaaaaaaa"));
    }

    /** Another that shares nothing with this one but the counts. */
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
            stage.polled(partition, first + i, review(texts[i]));
        }
    }

    String answer(int partition, long offset, String text) {
        return name(stage.resultOf(partition, offset, review(text)));
    }

    /** The label and the version, or the reason and the version. */
    static String name(RecordResult verdict) {
        return verdict.fold(
                predicted -> predicted.classification().label() + " by "
                        + predicted.by().getVersion(),
                deadLettered -> deadLettered.why().reason() + " of "
                        + deadLettered.why().model().orElse("none"));
    }
}
