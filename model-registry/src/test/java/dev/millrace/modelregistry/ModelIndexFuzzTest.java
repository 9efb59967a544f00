package dev.millrace.modelregistry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of both topics in any order under any key: the index is consistent, and never names what does not exist. */
class ModelIndexFuzzTest {

    private static final String VERSION = "000001-aaaaaaaa";

    /** Each line is a record: a letter for its content, a space, its key. */
    private static final List<byte[]> CORPUS = List.of(
            bytes("C image/" + VERSION + "/0\nC image/" + VERSION + "/1\nM image/" + VERSION + "\nT image/trainer"),
            bytes("M review/" + VERSION
                    + "\nM image/000002-bbbbbbbb\nO review/operator\n- review/operator\nT review/trainer"),
            bytes("T image/trainer\nC review/" + VERSION + "/10\n- review/" + VERSION + "/10\nM review/" + VERSION
                    + "\nO review/operator"));

    @Test
    void takesAnyRecordsUnderAnyKeys() {
        FuzzReport report = Fuzzing.run(
                "model records", new FuzzBudget(10_000, Allocation.of(1, 512)), CORPUS, ModelIndexFuzzTest::serves);

        assertThat(report.understood()).isGreaterThan(CORPUS.size());
        assertThat(report.refused()).isPositive();
    }

    private static boolean serves(byte[] script) {
        ModelIndex index = new ModelIndex();
        long offset = 0;
        for (String line : new String(script, UTF_8).split("\n", -1)) {
            accept(index, line.isEmpty() ? ' ' : line.charAt(0), line.length() < 2 ? "" : line.substring(2), offset++);
        }
        ModelCatalog catalog = index.catalog();
        boolean any = false;
        for (Task task : DefaultTasks.ALL) {
            catalog.serving(task)
                    .ifPresent(version ->
                            assertThat(catalog.manifest(task, version)).isPresent());
            assertThat(catalog.versions(task))
                    .allMatch(manifest -> manifest.getVersion().equals(VERSION)
                            && manifest.getTask().equals(task.id()));
            catalog.dangling(task)
                    .ifPresent(version ->
                            assertThat(catalog.manifest(task, version)).isEmpty());
            index.chunkOffset(task, VERSION, 0).ifPresent(at -> assertThat(at).isNotNegative());
            any |= catalog.serving(task).isPresent() || !catalog.versions(task).isEmpty();
        }
        return any;
    }

    private static void accept(ModelIndex index, char content, String key, long offset) {
        if (content == 'T' || content == 'O') {
            index.accept(key, alias(content));
        } else {
            index.accept(key, record(content, key.startsWith("image") ? "image" : "review"), offset);
            index.accept(key, (ModelAlias) null);
        }
    }

    private static ModelAlias alias(char content) {
        return content == 'T'
                ? new ModelAlias(new TrainerAlias(VERSION, null))
                : new ModelAlias(new OperatorAlias(VERSION, "an operator", 0L, null));
    }

    private static @Nullable ModelRecord record(char content, String task) {
        if (content == 'C') {
            return new ModelRecord(new ModelChunk("no digest", -1, 0, ByteBuffer.allocate(0)));
        }
        return content == 'M'
                ? new ModelRecord(new ModelManifest(
                        task, VERSION, "", -1L, -1, 0L, null, List.of(), 0L, Map.of("accuracy", Double.NaN)))
                : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
