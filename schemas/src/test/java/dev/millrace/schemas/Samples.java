package dev.millrace.schemas;

import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.records.Decision;
import dev.millrace.records.Epoch;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Label;
import dev.millrace.records.LabelDecision;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.OffsetRange;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.records.TrainerAlias;
import dev.millrace.records.TrainingRun;
import dev.millrace.records.Trigger;
import dev.millrace.records.Verdict;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** A record of each type, with every field filled. */
final class Samples {

    private static final Origin ORIGIN = new Origin("images", 3, 41L, 1_700_000_000_000L);
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private Samples() {}

    static List<SpecificRecord> all() {
        return List.of(
                new Image(bytes(12), ImageEncoding.RAW_RGB, 2, 2, "cat"),
                new Image(bytes(0), ImageEncoding.ENCODED, null, null, null),
                new Review("ein schöner Film \uD83C\uDFAC", "pos"),
                new Label("cat", "a person"),
                new LabelledImage(bytes(64), ImageEncoding.ENCODED, null, null, "cat", "a person", ORIGIN),
                new LabelledReview("a dull film", "neg", null, ORIGIN),
                new Prediction("cat", 0.9f, Map.of("cat", 0.9f, "dog", 0.1f), stamp(), ORIGIN, ORIGIN),
                new ModelRecord(new ModelChunk(DIGEST, 0, 2, bytes(1000))),
                new ModelRecord(manifest()),
                new ModelAlias(new TrainerAlias("000002-0123abcd", null)),
                new ModelAlias(new OperatorAlias("000001-0123abcd", "an operator", 5L, "a complaint")),
                new Command(Action.TRAIN_NOW, "an operator", 7L, null),
                trainingRun(),
                new LabelDecision(Decision.REFUSED, "an operator", 7L, "a typo"));
    }

    private static ModelStamp stamp() {
        return new ModelStamp("image", "000002-0123abcd", DIGEST, "float32");
    }

    private static ModelManifest manifest() {
        return new ModelManifest(
                "image",
                "000002-0123abcd",
                DIGEST,
                2000L,
                2,
                9L,
                null,
                List.of("cat", "dog"),
                50L,
                Map.of("loss", 0.5));
    }

    private static TrainingRun trainingRun() {
        return TrainingRun.newBuilder()
                .setLabels(List.of("tram"))
                .setTask("image")
                .setRun("r1")
                .setTrigger(Trigger.COMMAND)
                .setStartedAt(1L)
                .setEndedAt(2L)
                .setData(List.of(new OffsetRange("labelled-images", 0, 0L, 50L)))
                .setTrainingExamples(40L)
                .setValidationExamples(5L)
                .setGateExamples(5L)
                .setEpochs(List.of(new Epoch(1.5, 1.4, 0.6, 3.0), new Epoch(1.1, Double.NaN, 0.0, 3.0)))
                .setBestEpoch(0)
                .setVerdict(Verdict.PUBLISHED)
                .setReason("0.6 against none")
                .setCandidateAccuracy(0.6)
                .setVersion("000001-0123abcd")
                .setSeed(42L)
                .build();
    }

    private static ByteBuffer bytes(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int place = 0; place < length; place++) {
            bytes.put(place, (byte) place);
        }
        return bytes;
    }
}
