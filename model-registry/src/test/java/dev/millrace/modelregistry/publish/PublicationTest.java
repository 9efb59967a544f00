package dev.millrace.modelregistry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.records.ModelManifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PublicationTest {

    private static final Sha256 DIGEST = Sha256.of(new byte[] {1});

    @Test
    void keepsTheNewestVersionsAndThoseThatAnAliasNames() {
        List<ModelManifest> versions = IntStream.rangeClosed(1, 8)
                .mapToObj(number -> manifest("00000" + number))
                .toList();

        List<ModelManifest> obsolete =
                new VersionRetention(3).obsolete(versions, Set.of("000002", "000008"), Instant.EPOCH);

        assertThat(obsolete)
                .extracting(ModelManifest::getVersion)
                .containsExactly("000001", "000003", "000004", "000005");
        assertThat(new VersionRetention(8).obsolete(versions, Set.of(), Instant.EPOCH))
                .isEmpty();
    }

    private static ModelManifest manifest(String version) {
        return ModelManifest.newBuilder()
                .setTask("image")
                .setVersion(version)
                .setSha256(DIGEST.hex())
                .setBytes(1)
                .setChunks(1)
                .setCreatedAt(0)
                .setLabels(List.of("a", "b"))
                .setExamples(1)
                .setMetrics(Map.of())
                .build();
    }
}
