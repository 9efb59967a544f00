package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.ModelRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An artifact of two chunks, {1, 2} and {3}, on a topic that a map stands for. */
final class ModelAssemblyTest {

    private static final String VERSION = "000001-aaaaaaaa";
    private static final byte[] ARTIFACT = {1, 2, 3};
    private static final String DIGEST = Sha256.of(ARTIFACT).hex();

    private final ModelIndex index = new ModelIndex();
    private final Map<Long, ModelRecord> topic = new HashMap<>();

    @Test
    void joinsTheChunksInTheOrderOfTheirNumbers() {
        write("/1", IndexedRecords.chunk(DIGEST, 1, 2, new byte[] {3}));
        write("/0", IndexedRecords.chunk(DIGEST, 0, 2, new byte[] {1, 2}));
        write("", IndexedRecords.manifest(VERSION, 2, ARTIFACT));

        assertThat(assemble(3)).isEqualTo(ARTIFACT);
    }

    @Test
    void namesAVersionWithoutAManifest() {
        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(MissingModelException.class)
                .hasMessage("no manifest of image model " + VERSION);
    }

    @Test
    void namesAChunkThatTheTopicDoesNotHave() {
        write("/0", IndexedRecords.chunk(DIGEST, 0, 2, new byte[] {1, 2}));
        write("", IndexedRecords.manifest(VERSION, 2, ARTIFACT));

        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(MissingModelException.class)
                .hasMessage("chunk 1 of image model " + VERSION + " is not on the topic");
    }

    @Test
    void namesAChunkThatCompactionTook() {
        writeWhole();
        topic.remove(1L);

        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(MissingModelException.class)
                .hasMessage("chunk 1 of image model " + VERSION + " was compacted away");
    }

    @Test
    void refusesARecordThatIsNoChunk() {
        writeWhole();
        topic.put(0L, IndexedRecords.manifest(VERSION, 2, ARTIFACT));

        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(ArtifactException.class)
                .hasMessage("chunk 0 of image model " + VERSION + " is not a chunk");
    }

    @Test
    void refusesAChunkThatClaimsNonsense() {
        writeWhole();
        topic.put(0L, IndexedRecords.chunk(DIGEST, 2, 2, new byte[1]));
        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(ArtifactException.class)
                .hasMessage("chunk 0 of image model " + VERSION + ": chunk index must be 0 to count - 1, got 2 of 2");

        topic.put(0L, IndexedRecords.chunk("no digest", 0, 2, new byte[1]));
        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(ArtifactException.class)
                .hasMessageStartingWith("chunk 0 of image model " + VERSION + ": a SHA-256 digest");
    }

    @Test
    void refusesAManifestWithoutADigest() {
        write("", IndexedRecords.manifest(DefaultTasks.IMAGE, VERSION, 1, "none"));

        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(ArtifactException.class)
                .hasMessageStartingWith("manifest of model " + VERSION + ": a SHA-256 digest");
    }

    @Test
    void findsAVersionIncompleteWhoseChunksAreOfAnotherArtifactOrWhichHasNone() {
        writeWhole();
        topic.put(1L, IndexedRecords.chunk("b".repeat(64), 1, 2, new byte[] {3}));
        assertThatThrownBy(() -> assemble(3))
                .isInstanceOf(MissingModelException.class)
                .hasMessage("image model " + VERSION + " is incomplete");

        write("", IndexedRecords.manifest(VERSION, 0, ARTIFACT));
        assertThatThrownBy(() -> assemble(3)).isInstanceOf(MissingModelException.class);
    }

    @Test
    void refusesMoreBytesThanItMayAssemble() {
        writeWhole();

        assertThatThrownBy(() -> assemble(2))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("at most 2 bytes");
    }

    private void writeWhole() {
        write("/0", IndexedRecords.chunk(DIGEST, 0, 2, new byte[] {1, 2}));
        write("/1", IndexedRecords.chunk(DIGEST, 1, 2, new byte[] {3}));
        write("", IndexedRecords.manifest(VERSION, 2, ARTIFACT));
    }

    private void write(String suffix, ModelRecord value) {
        long offset = topic.size();
        topic.put(offset, value);
        index.accept("image/" + VERSION + suffix, value, offset);
    }

    private byte[] assemble(long maxBytes) {
        return new ModelAssembly(index, offset -> Optional.ofNullable(topic.get(offset)), maxBytes)
                .assemble(DefaultTasks.IMAGE, VERSION);
    }
}
