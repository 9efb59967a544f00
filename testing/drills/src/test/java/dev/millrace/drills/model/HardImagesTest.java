package dev.millrace.drills.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import org.junit.jupiter.api.Test;

class HardImagesTest {

    private static final long FIRST = 1L << 40;
    private static final long IMAGES = 2_000;

    private final ModelArchive archive = new ModelArchive();

    @Test
    void aModelWithoutAFlawIsMostlyRightButNotAlways() {
        assertThat(accuracy(0)).isBetween(0.75, 0.92);
    }

    @Test
    void theWorseTheFlawTheWorseTheModel() {
        assertThat(accuracy(0.3)).isLessThan(accuracy(0) - 0.03);
        assertThat(accuracy(0.6)).isLessThan(accuracy(0.3) - 0.03);
    }

    private double accuracy(double flaw) {
        String version = "000001-" + flaw;
        archive.put(DefaultTasks.IMAGE, version, HardImages.model(1, flaw));
        return new ModelAccuracy(archive, FIRST, IMAGES).of(DefaultTasks.IMAGE, version);
    }
}
