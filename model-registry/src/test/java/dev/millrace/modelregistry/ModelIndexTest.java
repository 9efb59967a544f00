package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;

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
        records.manifest(Task.IMAGE, VERSION, 1).manifest(Task.IMAGE, VERSION, 7);

        assertThat(index.manifest(Task.IMAGE, VERSION))
                .hasValueSatisfying(manifest -> assertThat(manifest.getChunks()).isEqualTo(7));
        assertThat(index.manifest(Task.REVIEW, VERSION)).isEmpty();
    }

    @Test
    void aTombstoneRemovesAManifest() {
        records.manifest(Task.IMAGE, VERSION, 1).model("image/" + VERSION, null);

        assertThat(index.manifest(Task.IMAGE, VERSION)).isEmpty();
        assertThat(records.catalog().versions(Task.IMAGE)).isEmpty();
    }

    @Test
    void aManifestOfAnotherTaskOrVersionOrAChunkUnderAManifestsKeyRemovesIt() {
        for (var stranger : new dev.millrace.records.ModelRecord[] {
            IndexedRecords.manifest(Task.REVIEW, VERSION, 1, ""),
            IndexedRecords.manifest(Task.IMAGE, "000002-bbbbbbbb", 1, ""),
            IndexedRecords.chunk(0)
        }) {
            records.manifest(Task.IMAGE, VERSION, 1).model("image/" + VERSION, stranger);

            assertThat(index.manifest(Task.IMAGE, VERSION)).isEmpty();
        }
    }

    @Test
    void knowsTheOffsetOfTheNewestRecordOfAChunk() {
        records.chunks(Task.IMAGE, VERSION, 0, 1).chunks(Task.IMAGE, VERSION, 0);

        assertThat(index.chunkOffset(Task.IMAGE, VERSION, 0)).hasValue(2L);
        assertThat(index.chunkOffset(Task.IMAGE, VERSION, 1)).hasValue(1L);
        assertThat(index.chunkOffset(Task.IMAGE, VERSION, 2)).isEmpty();
        assertThat(index.chunkOffset(Task.IMAGE, "000002-bbbbbbbb", 0)).isEmpty();
        assertThat(index.chunkOffset(Task.REVIEW, VERSION, 0)).isEmpty();
    }

    @Test
    void aVersionHasNoChunksOnceTheLastOfThemIsGone() {
        records.chunks(Task.IMAGE, VERSION, 0, 1).model("image/" + VERSION + "/0", null);
        assertThat(records.catalog().chunks(Task.IMAGE, VERSION)).containsExactly(1);

        records.model("image/" + VERSION + "/1", IndexedRecords.manifest(Task.IMAGE, VERSION, 1, ""));

        assertThat(records.catalog().versionsWithChunks(Task.IMAGE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "-1", "", "x", "1x", "1234567890"})
    void aChunksNumberHasOneForm(String number) {
        records.model("image/" + VERSION + "/" + number, IndexedRecords.chunk(0));

        assertThat(records.catalog().versionsWithChunks(Task.IMAGE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 10, 123_456_789})
    void takesNumbersOfUpToNineDigits(int number) {
        records.model("image/" + VERSION + "/" + number, IndexedRecords.chunk(0));

        assertThat(records.catalog().chunks(Task.IMAGE, VERSION)).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "image", "video/" + VERSION, "image/" + VERSION + "/0/0", "video/" + VERSION + "/0"})
    void leavesOtherKeysAlone(String key) {
        records.model(key, IndexedRecords.chunk(0)).model(key, IndexedRecords.manifest(Task.IMAGE, VERSION, 1, ""));

        for (Task task : Task.values()) {
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

        assertThat(catalog.named(Task.IMAGE)).containsExactly(VERSION);
        assertThat(catalog.operatorAlias(Task.IMAGE)).isEmpty();
        assertThat(catalog.named(Task.REVIEW)).containsExactly("000002-bbbbbbbb");
        assertThat(catalog.trainerAlias(Task.REVIEW)).isEmpty();
    }

    @Test
    void anAliasOfTheWrongTypeRemovesTheEarlierOne() {
        records.champion(VERSION, null);

        index.accept("image/trainer", IndexedRecords.pinned("000002-bbbbbbbb"));

        assertThat(records.catalog().named(Task.IMAGE)).isEmpty();
        assertThat(records.catalog().unreadableAlias(Task.IMAGE)).hasValue("image/trainer");
    }
}
