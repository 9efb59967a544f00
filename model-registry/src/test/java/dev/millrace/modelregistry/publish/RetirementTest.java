package dev.millrace.modelregistry.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.modelregistry.IndexedRecords;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What may be removed from the models topic, and what never. */
final class RetirementTest {

    private static final String FIRST = "000001-aaaaaaaa";
    private static final String SECOND = "000002-bbbbbbbb";
    private static final String THIRD = "000003-cccccccc";

    private final IndexedRecords records = new IndexedRecords();

    @Test
    void removesEveryRecordOfTheOldestVersions() {
        version(FIRST).version(SECOND).version(THIRD);

        Retirement retirement = keepingOne();

        assertThat(retirement.task()).isEqualTo(DefaultTasks.IMAGE);
        assertThat(retirement.versions()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(retirement.keys())
                .containsExactlyInAnyOrder(
                        "image/" + FIRST,
                        "image/" + FIRST + "/0",
                        "image/" + FIRST + "/1",
                        "image/" + SECOND,
                        "image/" + SECOND + "/0",
                        "image/" + SECOND + "/1");
        assertThat(retirement.isEmpty()).isFalse();
    }

    @Test
    void leavesWhatAnAliasNamesHoweverOld() {
        version(FIRST).version(SECOND).version(THIRD);
        records.champion(THIRD, SECOND).pin(FIRST);

        assertThat(keepingOne().isEmpty()).isTrue();
    }

    @Test
    void removesChunksWithoutAManifestAndChunksBeyondTheManifestsCount() {
        version(SECOND);
        records.chunks(DefaultTasks.IMAGE, FIRST, 1, 0).chunks(DefaultTasks.IMAGE, SECOND, 3, 2);

        Retirement retirement = keepingOne();

        assertThat(retirement.versions()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(retirement.keys())
                .containsExactly(
                        "image/" + FIRST + "/0",
                        "image/" + FIRST + "/1",
                        "image/" + SECOND + "/2",
                        "image/" + SECOND + "/3");
    }

    @Test
    void leavesTheChunksOfANamedVersionThoughItHasNoManifest() {
        version(SECOND);
        records.chunks(DefaultTasks.IMAGE, FIRST, 0).pin(FIRST);

        assertThat(keepingOne().keys()).isEmpty();
    }

    @Test
    void isHarmlessWhileNoAliasNamesWhatItRemoves() {
        version(FIRST).version(SECOND);
        records.champion(SECOND, null);
        Retirement retirement = keepingOne();
        assertThat(retirement.isHarmless(records.catalog())).isTrue();

        records.pin(FIRST);

        assertThat(retirement.isHarmless(records.catalog())).isFalse();
    }

    @Test
    void keepsAtLeastOneVersion() {
        assertThatThrownBy(() -> new VersionRetention(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("versions to keep must be at least 1, got 0");
    }

    private RetirementTest version(String version) {
        records.manifest(DefaultTasks.IMAGE, version, 2).chunks(DefaultTasks.IMAGE, version, 0, 1);
        return this;
    }

    private Retirement keepingOne() {
        return Retirement.of(DefaultTasks.IMAGE, records.catalog(), new VersionRetention(1), Instant.EPOCH);
    }
}
