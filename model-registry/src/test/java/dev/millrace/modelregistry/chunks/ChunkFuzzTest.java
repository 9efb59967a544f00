package dev.millrace.modelregistry.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chunks in any order and number, with any claims: the assembler returns the artifact once, or nothing. */
class ChunkFuzzTest {

    private static final int CHUNKS = 10;
    private static final int MAX_BYTES = 400;

    private final byte[] artifact = artifact();
    private final Sha256 digest = Sha256.of(artifact);
    private final List<Chunk> slices = ChunkSplitter.split(artifact, artifact.length / CHUNKS);

    @Test
    void givesTheArtifactOnceOrNothing() {
        List<byte[]> corpus = List.of(script(index -> index), script(index -> CHUNKS - 1 - index));

        FuzzReport report =
                Fuzzing.run("chunks", new FuzzBudget(10_000, Allocation.of(1, 4_096)), corpus, this::isCompleted);

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    /** Every four bytes are a chunk: its index, its count, its damage, its length. */
    private boolean isCompleted(byte[] script) {
        ChunkAssembler assembler = new ChunkAssembler(digest, CHUNKS, MAX_BYTES);
        int completed = 0;
        for (int at = 0; at + 4 <= script.length; at += 4) {
            Optional<byte[]> whole = accept(assembler, script, at);
            if (whole.isPresent()) {
                assertThat(whole.get()).isEqualTo(artifact);
                completed++;
            }
        }
        assertThat(completed).isLessThanOrEqualTo(1);
        return completed == 1;
    }

    private Optional<byte[]> accept(ChunkAssembler assembler, byte[] script, int at) {
        try {
            return assembler.accept(slice(script[at], script[at + 1], script[at + 2], script[at + 3]));
        } catch (ArtifactException refusal) {
            return Optional.empty();
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageStartingWith("chunk index");
            return Optional.empty();
        }
    }

    private Chunk slice(int index, int count, int damage, int length) {
        if (damage == 0) {
            Chunk sound = slices.get(Math.floorMod(index, CHUNKS));
            return new Chunk(digest, index, count, sound.content());
        }
        Sha256 of = damage % 3 == 0 ? Sha256.of(new byte[] {(byte) damage}) : digest;
        return new Chunk(of, index, count, ByteBuffer.allocate(length & 0xff));
    }

    private static byte[] script(java.util.function.IntUnaryOperator order) {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        IntStream.range(0, CHUNKS)
                .map(order)
                .forEach(index -> script.writeBytes(new byte[] {(byte) index, CHUNKS, 0, 0}));
        return script.toByteArray();
    }

    private static byte[] artifact() {
        byte[] content = new byte[200];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (7 * i);
        }
        return content;
    }
}
