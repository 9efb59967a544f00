package dev.millrace.trainer.examples;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import dev.millrace.trainer.nearcopies.NearCopyRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Small examples for tests: a content is a text. */
final class Samples {

    private Samples() {}

    /** Buffers so small that a few hundred examples fill several files. */
    static StoreSettings smallFiles(Retention retention) {
        return new StoreSettings(
                retention, Shares.standard(), new StoreMemory(1 << 20, 1 << 16), NearCopyRule.NONE, Optional.empty());
    }

    static LabelledContent example(String content, String label) {
        return LabelledContent.of(content.getBytes(StandardCharsets.UTF_8), label);
    }

    /** {@code count} contents "number N", N from {@code from}, all with the same label. */
    static List<LabelledContent> numbered(int from, int count, String label) {
        List<LabelledContent> examples = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            examples.add(example("number " + i, label));
        }
        return examples;
    }

    /** The same with a kilobyte of padding each, which no two of them share. */
    static List<LabelledContent> padded(int from, int count, String label) {
        List<LabelledContent> examples = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            byte[] padding = new byte[512];
            new Random(i).nextBytes(padding);
            examples.add(example("number " + i + " " + HexFormat.of().formatHex(padding), label));
        }
        return examples;
    }

    /** Records {@code from} to {@code to} of partition 0. */
    static OffsetAdvance read(long from, long to) {
        return new OffsetAdvance(List.of(new OffsetRange("labelled", 0, from, to)));
    }

    /** Content to label of all three parts. */
    static Map<String, String> contents(ExampleStore store) {
        try (ExampleSnapshot snapshot = store.snapshot()) {
            return contents(snapshot);
        }
    }

    /** Content to label of all three parts. */
    static Map<String, String> contents(ExampleSnapshot snapshot) {
        Map<String, String> contents = new TreeMap<>();
        for (Split part : Split.values()) {
            contents.putAll(contents(snapshot, part));
        }
        return contents;
    }

    static Map<String, String> contents(ExampleSnapshot snapshot, Split part) {
        Map<String, String> contents = new TreeMap<>();
        ExampleSplit examples = snapshot.part(part);
        for (int i = 0; i < examples.size(); i++) {
            contents.put(
                    new String(examples.content(i), StandardCharsets.UTF_8),
                    snapshot.labels().get(examples.label(i)));
        }
        return contents;
    }
}
