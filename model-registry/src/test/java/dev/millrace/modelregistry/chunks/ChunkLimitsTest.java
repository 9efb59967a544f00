package dev.millrace.modelregistry.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where splitting and assembling begin to refuse. */
final class ChunkLimitsTest {

    private static final byte[] ARTIFACT = {1, 2, 3, 4, 5};
    private static final Sha256 DIGEST = Sha256.of(ARTIFACT);

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 3", "4, 2", "5, 1", "6, 1"})
    void splitsIntoAsFewChunksAsHoldIt(int chunkBytes, int count) {
        List<Chunk> chunks = ChunkSplitter.split(ARTIFACT, chunkBytes);

        assertThat(chunks)
                .hasSize(count)
                .allMatch(chunk -> chunk.count() == count && chunk.artifact().equals(DIGEST));
        for (int i = 0; i < count; i++) {
            assertThat(chunks.get(i).index()).isEqualTo(i);
            assertThat(chunks.get(i).content().get()).isEqualTo((byte) (i * chunkBytes + 1));
        }
    }

    @Test
    void asksForChunksOfAByteAtLeast() {
        assertThatThrownBy(() -> ChunkSplitter.split(ARTIFACT, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk bytes must be at least 1, got 0");
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1, 1", "2, 1", "0, 0", "0, -1"})
    void aChunksIndexIsBelowItsCount(int index, int count) {
        assertThatThrownBy(() -> new Chunk(DIGEST, index, count, ByteBuffer.allocate(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk index must be 0 to count - 1, got " + index + " of " + count);
    }

    @Test
    void aChunksContentCannotBeChanged() {
        Chunk chunk = new Chunk(DIGEST, 0, 1, ByteBuffer.wrap(ARTIFACT.clone()));

        assertThatThrownBy(() -> chunk.content().put(0, (byte) 9)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void takesExactlyAsManyBytesAsItMay() {
        assertThat(new ChunkAssembler(DIGEST, 1, 5).accept(whole())).contains(ARTIFACT);
        assertThatThrownBy(() -> new ChunkAssembler(DIGEST, 1, 4).accept(whole()))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("at most 4 bytes");
    }

    @Test
    void countsTheBytesOfARepeatedChunkOnce() {
        List<Chunk> chunks = ChunkSplitter.split(ARTIFACT, 3);
        ChunkAssembler assembler = new ChunkAssembler(DIGEST, 2, 5);

        assertThat(assembler.accept(chunks.get(0))).isEmpty();
        assertThat(assembler.accept(chunks.get(0))).isEmpty();
        assertThat(assembler.accept(chunks.get(1))).contains(ARTIFACT);
    }

    @Test
    void countsFromNothingAgainAfterItRefusedTooManyBytes() {
        ChunkAssembler assembler = new ChunkAssembler(DIGEST, 2, 5);
        Chunk tooLarge = new Chunk(DIGEST, 0, 2, ByteBuffer.allocate(6));
        assertThatThrownBy(() -> assembler.accept(tooLarge)).isInstanceOf(ArtifactException.class);

        List<Chunk> chunks = ChunkSplitter.split(ARTIFACT, 3);

        assertThat(assembler.accept(chunks.get(1))).isEmpty();
        assertThat(assembler.accept(chunks.get(0))).contains(ARTIFACT);
    }

    @Test
    void readsNothingOfAnotherArtifactNotEvenItsCount() {
        ChunkAssembler assembler = new ChunkAssembler(DIGEST, 1, 5);
        Chunk stranger = new Chunk(Sha256.of(new byte[0]), 0, 9, ByteBuffer.allocate(100));

        assertThat(assembler.accept(stranger)).isEmpty();
        assertThat(assembler.accept(whole())).contains(ARTIFACT);
    }

    private static Chunk whole() {
        return ChunkSplitter.split(ARTIFACT, 5).get(0);
    }
}
