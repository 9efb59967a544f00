package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reader that starts does not load the chunks of every version. */
final class ChunkSkipIT {

    private static final int BYTES = 2_000_000;
    private static final int CHUNK = 100_000;

    private final TestTopics installed = TestTopics.made();
    private final ScriptedModelWriter writer = new ScriptedModelWriter(installed, CHUNK);
    private final List<byte[]> artifacts = new ArrayList<>();

    @AfterEach
    void close() {
        writer.close();
        installed.close();
    }

    @Test
    void readsLessThanAThirdOfTheTopicAndFetchesEveryVersion() {
        for (int number = 1; number <= 8; number++) {
            publish(number);
        }

        try (ModelLog log = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            assertThat(log.bytesReceived()).isLessThan(8 * BYTES / 3.0);
            assertThat(log.catalog().versions(DefaultTasks.IMAGE)).hasSize(8);
            for (int number = 1; number <= 8; number++) {
                assertThat(log.catalog().chunks(DefaultTasks.IMAGE, version(number)))
                        .hasSize(20);
                assertThat(log.fetch(DefaultTasks.IMAGE, version(number))).isEqualTo(artifacts.get(number - 1));
            }
        }
    }

    @Test
    void readsAllChunksOfAVersionWhoseManifestIsElsewhere() {
        byte[] split = artifact(1);
        writer.begin();
        writer.sendChunks(version(1), split, 0, 10);
        writer.commit();
        publish(2);
        writer.begin();
        writer.sendChunks(version(1), split, 10, 20);
        writer.sendManifest(version(1), split, Sha256.of(split));
        writer.commit();

        try (ModelLog log = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            assertThat(log.fetch(DefaultTasks.IMAGE, version(1))).isEqualTo(split);
            assertThat(log.fetch(DefaultTasks.IMAGE, version(2))).isEqualTo(artifacts.get(1));
        }
    }

    private void publish(int number) {
        byte[] content = artifact(number);
        writer.publish(version(number), content, Sha256.of(content));
    }

    private byte[] artifact(int seed) {
        byte[] artifact = new byte[BYTES];
        new Random(seed).nextBytes(artifact);
        artifacts.add(artifact);
        return artifact;
    }

    private static String version(int number) {
        return "00000" + number + "-aaaaaaaa";
    }
}
