package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.TrainerAlias;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The newest record of a key counts, and one that does not match its key counts as a tombstone. */
final class ModelIndexTest {

    private static final String VERSION = "000001-aaaaaaaa";

    private final IndexedRecords records = new IndexedRecords();
    private final ModelIndex index = records.index();

    @Test
    void theNewestManifestOfAKeyCounts() {
        records.manifest(DefaultTasks.IMAGE, VERSION, 1).manifest(DefaultTasks.IMAGE, VERSION, 7);

        assertThat(index.manifest(DefaultTasks.IMAGE, VERSION))
                .hasValueSatisfying(manifest -> assertThat(manifest.getChunks()).isEqualTo(7));
        assertThat(index.manifest(DefaultTasks.REVIEW, VERSION)).isEmpty();
    }

    @Test
    void aTombstoneRemovesAManifest() {
        records.manifest(DefaultTasks.IMAGE, VERSION, 1).model("image/" + VERSION, null);

        assertThat(index.manifest(DefaultTasks.IMAGE, VERSION)).isEmpty();
        assertThat(records.catalog().versions(DefaultTasks.IMAGE)).isEmpty();
    }

    @Test
    void aManifestOfAnotherTaskOrVersionOrAChunkUnderAManifestsKeyRemovesIt() {
        for (var stranger : new dev.millrace.records.ModelRecord[] {
            IndexedRecords.manifest(DefaultTasks.REVIEW, VERSION, 1, ""),
            IndexedRecords.manifest(DefaultTasks.IMAGE, "000002-bbbbbbbb", 1, ""),
            IndexedRecords.chunk(0)
        }) {
            records.manifest(DefaultTasks.IMAGE, VERSION, 1).model("image/" + VERSION, stranger);

            assertThat(index.manifest(DefaultTasks.IMAGE, VERSION)).isEmpty();
        }
    }

    @Test
    void knowsTheOffsetOfTheNewestRecordOfAChunk() {
        records.chunks(DefaultTasks.IMAGE, VERSION, 0, 1).chunks(DefaultTasks.IMAGE, VERSION, 0);

        assertThat(index.chunkOffset(DefaultTasks.IMAGE, VERSION, 0)).hasValue(2L);
        assertThat(index.chunkOffset(DefaultTasks.IMAGE, VERSION, 1)).hasValue(1L);
        assertThat(index.chunkOffset(DefaultTasks.IMAGE, VERSION, 2)).isEmpty();
        assertThat(index.chunkOffset(DefaultTasks.IMAGE, "000002-bbbbbbbb", 0)).isEmpty();
        assertThat(index.chunkOffset(DefaultTasks.REVIEW, VERSION, 0)).isEmpty();
    }

    @Test
    void aVersionHasNoChunksOnceTheLastOfThemIsGone() {
        records.chunks(DefaultTasks.IMAGE, VERSION, 0, 1).model("image/" + VERSION + "/0", null);
        assertThat(records.catalog().chunks(DefaultTasks.IMAGE, VERSION)).containsExactly(1);

        records.model("image/" + VERSION + "/1", IndexedRecords.manifest(DefaultTasks.IMAGE, VERSION, 1, ""));

        assertThat(records.catalog().versionsWithChunks(DefaultTasks.IMAGE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "-1", "", "x", "1x", "1234567890"})
    void aChunksNumberHasOneForm(String number) {
        records.model("image/" + VERSION + "/" + number, IndexedRecords.chunk(0));

        assertThat(records.catalog().versionsWithChunks(DefaultTasks.IMAGE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 10, 123_456_789})
    void takesNumbersOfUpToNineDigits(int number) {
        records.model("image/" + VERSION + "/" + number, IndexedRecords.chunk(0));

        assertThat(records.catalog().chunks(DefaultTasks.IMAGE, VERSION)).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "image", "video/" + VERSION, "image/" + VERSION + "/0/0", "video/" + VERSION + "/0"})
    void leavesOtherKeysAlone(String key) {
        records.model(key, IndexedRecords.chunk(0))
                .model(key, IndexedRecords.manifest(DefaultTasks.IMAGE, VERSION, 1, ""));

        for (Task task : DefaultTasks.ALL) {
            assertThat(records.catalog().versions(task)).isEmpty();
            assertThat(records.catalog().versionsWithChunks(task)).isEmpty();
        }
    }

    @Test
    void keepsTheAliasesOfTasksAndOfTrainerAndOperatorApart() {
        index.accept("image/trainer", new ModelAlias(new TrainerAlias(VERSION, null)));
        index.accept("review/operator", IndexedRecords.pinned("000002-bbbbbbbb"));
        index.accept("video/trainer", new ModelAlias(new TrainerAlias("000003-cccccccc", null)));
        ModelCatalog catalog = index.catalog();

        assertThat(catalog.named(DefaultTasks.IMAGE)).containsExactly(VERSION);
        assertThat(catalog.operatorAlias(DefaultTasks.IMAGE)).isEmpty();
        assertThat(catalog.named(DefaultTasks.REVIEW)).containsExactly("000002-bbbbbbbb");
        assertThat(catalog.trainerAlias(DefaultTasks.REVIEW)).isEmpty();
    }

    @Test
    void anAliasOfTheWrongTypeRemovesTheEarlierOne() {
        records.champion(VERSION, null);

        index.accept("image/trainer", IndexedRecords.pinned("000002-bbbbbbbb"));

        assertThat(records.catalog().named(DefaultTasks.IMAGE)).isEmpty();
        assertThat(records.catalog().unreadableAlias(DefaultTasks.IMAGE)).hasValue("image/trainer");
    }
}
