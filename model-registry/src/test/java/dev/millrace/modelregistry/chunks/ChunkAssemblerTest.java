package dev.millrace.modelregistry.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkAssemblerTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void deliversTheArtifactOnceWhateverTheOrderAndHoweverOftenChunksRepeat(long seed) {
        Random random = new Random(seed);
        byte[] artifact = randomBytes(random, 1_000);
        List<Chunk> chunks = new ArrayList<>(ChunkSplitter.split(artifact, 64));
        chunks.addAll(ChunkSplitter.split(artifact, 64));
        Collections.shuffle(chunks, random);
        ChunkAssembler assembler = new ChunkAssembler(Sha256.of(artifact), 16, 1_000);

        List<byte[]> delivered =
                chunks.stream().map(assembler::accept).flatMap(Optional::stream).toList();

        assertThat(delivered).containsExactly(artifact);
    }

    @Test
    void waitsForAMissingChunk() {
        byte[] artifact = randomBytes(new Random(7), 200);
        ChunkAssembler assembler = new ChunkAssembler(Sha256.of(artifact), 4, 200);

        List<Chunk> chunks = ChunkSplitter.split(artifact, 64);

        assertThat(chunks.subList(1, 4))
                .allSatisfy(chunk -> assertThat(assembler.accept(chunk)).isEmpty());
    }

    @Test
    void refusesContentThatIsNotWhatTheDigestPromised() {
        Sha256 promised = Sha256.of(new byte[] {1});
        ChunkAssembler assembler = new ChunkAssembler(promised, 1, 10);

        assertThatThrownBy(() -> assembler.accept(new Chunk(promised, 0, 1, ByteBuffer.wrap(new byte[] {2}))))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("digest mismatch");
    }

    @Test
    void startsAgainAfterACorruptChunk() {
        byte[] artifact = randomBytes(new Random(8), 100);
        List<Chunk> chunks = ChunkSplitter.split(artifact, 64);
        ChunkAssembler assembler = new ChunkAssembler(Sha256.of(artifact), 2, 100);
        assembler.accept(new Chunk(Sha256.of(artifact), 0, 2, ByteBuffer.allocate(64)));
        assertThatThrownBy(() -> assembler.accept(chunks.get(1))).isInstanceOf(ArtifactException.class);

        assembler.accept(chunks.get(1));

        assertThat(assembler.accept(chunks.get(0))).contains(artifact);
    }

    @Test
    void refusesChunksThatDisagreeOnTheirNumber() {
        byte[] artifact = randomBytes(new Random(8), 100);
        ChunkAssembler assembler = new ChunkAssembler(Sha256.of(artifact), 3, 100);

        assertThatThrownBy(
                        () -> assembler.accept(ChunkSplitter.split(artifact, 64).get(0)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("has 3 chunks, one claims 2");
    }

    @Test
    void refusesMoreBytesThanAllowed() {
        Sha256 promised = Sha256.of(new byte[] {1});
        ChunkAssembler assembler = new ChunkAssembler(promised, 2, 10);

        assertThatThrownBy(() -> assembler.accept(new Chunk(promised, 0, 2, ByteBuffer.allocate(11))))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("at most 10 bytes");
    }

    @Test
    void splitsAnEmptyArtifactIntoOneEmptyChunk() {
        assertThat(ChunkSplitter.split(new byte[0], 5)).hasSize(1);
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
