package dev.millrace.streams.classification;

import static dev.millrace.fixtures.RegistrylessTopics.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.model.LoadedModel;
import dev.millrace.records.Review;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.hotswap.ServingModel;
import dev.millrace.streams.testing.FakeModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A seeded scheduler interleaves polls, records, swaps, idle moments and rebalances of two stream threads, with bad
 * records among the good ones. Named invariants are checked after each step.
 */
class LookAheadSimulationTest {

    private static final int PARTITIONS = 4;
    private static final int STEPS = 4_000;

    private final CurrentModel<String> current = new CurrentModel<>();
    private final List<FakeModel> models = new ArrayList<>();
    private final Map<Integer, Long> position = new HashMap<>();
    private final Map<Integer, Long> fetched = new HashMap<>();
    private final Map<Integer, List<String>> log = new HashMap<>();
    private final Map<Integer, Integer> owner = new HashMap<>();
    private final Map<Integer, List<Long>> answered = new HashMap<>();
    private final List<LookAheadStage<String>> stages = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsItsInvariantsWhateverTheInterleaving(long seed) {
        Random random = new Random(seed);
        begin();

        for (int step = 0; step < STEPS; step++) {
            act(random, random.nextInt(100));
            replacedModelsAreClosedOnce();
        }
        drain();

        everyRecordEndsInExactlyOnePlaceInTheOrderOfItsPartition();
        stages.forEach(LookAheadStage::close);
        assertThat(models).allMatch(model -> model.openClassifiers() == 0);
    }

    private void begin() {
        for (int thread = 0; thread < 2; thread++) {
            stages.add(new LookAheadStage<>(
                    RecordReader.of(RegistrylessTopics.topics().reviews()).map(Review::getText),
                    current,
                    Limits.grownTo(8),
                    new CountingListener(),
                    System::nanoTime));
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            position.put(partition, 0L);
            fetched.put(partition, 0L);
            log.put(partition, new ArrayList<>());
            answered.put(partition, new ArrayList<>());
            owner.put(partition, partition % 2);
            stages.get(partition % 2).attach(partition);
        }
        swap();
    }

    private void act(Random random, int dice) {
        int partition = random.nextInt(PARTITIONS);
        if (dice < 30) {
            poll(random, partition);
        } else if (dice < 92) {
            process(partition);
        } else if (dice < 95) {
            swap();
        } else if (dice < 97) {
            stages.get(random.nextInt(2)).releaseReplaced();
        } else {
            rebalance(partition);
        }
    }

    /** The thread that owns the partition polls some new records. */
    private void poll(Random random, int partition) {
        for (int i = random.nextInt(12); i > 0; i--) {
            long offset = log.get(partition).size();
            String text = text(random, partition, offset);
            log.get(partition).add(text);
            stages.get(owner.get(partition)).polled(partition, offset, RecordValue.of(bytes(text)));
            fetched.put(partition, offset + 1);
        }
    }

    private void process(int partition) {
        long offset = position.get(partition);
        if (offset >= fetched.get(partition)) {
            return;
        }
        String text = log.get(partition).get((int) offset);
        RecordResult verdict =
                stages.get(owner.get(partition)).resultOf(partition, offset, RecordValue.of(bytes(text)));
        oneBatchOneModelAndTheRightAnswer(text, verdict);
        answered.get(partition).add(offset);
        position.put(partition, offset + 1);
    }

    /** The other thread takes over the partition and continues at the committed offset. */
    private void rebalance(int partition) {
        stages.get(owner.get(partition)).detach(partition);
        owner.put(partition, 1 - owner.get(partition));
        LookAheadStage<String> taker = stages.get(owner.get(partition));
        taker.attach(partition);
        for (long offset = position.get(partition); offset < fetched.get(partition); offset++) {
            taker.polled(
                    partition, offset, RecordValue.of(bytes(log.get(partition).get((int) offset))));
        }
    }

    private void swap() {
        FakeModel next = FakeModel.tiny();
        models.add(next);
        String version = String.format("%06d-aaaaaaaa", models.size());
        current.install(next.as(version)).map(ServingModel::model).ifPresent(LoadedModel::close);
    }

    private void drain() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            while (position.get(partition) < fetched.get(partition)) {
                process(partition);
            }
        }
    }

    private void oneBatchOneModelAndTheRightAnswer(String text, RecordResult verdict) {
        String newest = current.stamp().orElseThrow().getVersion();
        String answer = verdict.fold(
                predicted -> predicted.classification().label() + " "
                        + predicted.by().getVersion(),
                deadLettered -> deadLettered.why().reason() + " "
                        + deadLettered.why().model().orElse("none"));
        assertThat(answer).isEqualTo(expected(text) + " " + (text.equals("garbage") ? "none" : newest));
    }

    private static String expected(String text) {
        return switch (text) {
            case "garbage" -> "MALFORMED_RECORD";
            case "" -> "EMPTY_TEXT";
            case FakeModel.POISON -> "CLASSIFIER_FAILURE";
            default -> text.startsWith("good") ? "pos" : "neg";
        };
    }

    private void everyRecordEndsInExactlyOnePlaceInTheOrderOfItsPartition() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Long> all = new ArrayList<>();
            for (long offset = 0; offset < log.get(partition).size(); offset++) {
                all.add(offset);
            }
            assertThat(answered.get(partition)).isEqualTo(all);
        }
        assertThat(stages).allMatch(stage -> stage.size() == 0);
    }

    private void replacedModelsAreClosedOnce() {
        for (FakeModel model : models.subList(0, models.size() - 1)) {
            assertThat(model.closes()).isEqualTo(1);
        }
        assertThat(models.get(models.size() - 1).closes()).isZero();
        assertThat(models.stream().mapToInt(FakeModel::openClassifiers).sum()).isLessThanOrEqualTo(2);
    }

    private static String text(Random random, int partition, long offset) {
        return switch (random.nextInt(20)) {
            case 0 -> "garbage";
            case 1 -> "";
            case 2 -> FakeModel.POISON;
            default -> (random.nextBoolean() ? "good " : "dull ") + partition + "/" + offset;
        };
    }

    private static byte[] bytes(String text) {
        return text.equals("garbage") ? new byte[] {1, 2, 3} : review(text);
    }
}
