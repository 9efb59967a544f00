package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelManifest;
import org.junit.jupiter.api.Test;

/** Which version serves, by what the topics say. */
final class ModelCatalogTest {

    private static final String FIRST = "000001-aaaaaaaa";
    private static final String SECOND = "000002-bbbbbbbb";
    private static final String THIRD = "000003-cccccccc";

    private final IndexedRecords records = new IndexedRecords();

    @Test
    void nothingServesWithoutAnAlias() {
        records.manifest(Task.IMAGE, FIRST, 1);

        assertThat(records.catalog().serving(Task.IMAGE)).isEmpty();
        assertThat(records.catalog().dangling(Task.IMAGE)).isEmpty();
        assertThat(records.catalog().named(Task.IMAGE)).isEmpty();
    }

    @Test
    void theChampionServesItsOwnTask() {
        records.manifest(Task.IMAGE, FIRST, 1).champion(FIRST, null);

        assertThat(records.catalog().serving(Task.IMAGE)).hasValue(FIRST);
        assertThat(records.catalog().dangling(Task.IMAGE)).isEmpty();
        assertThat(records.catalog().serving(Task.REVIEW)).isEmpty();
        assertThat(records.catalog().trainerAlias(Task.REVIEW)).isEmpty();
    }

    @Test
    void thePinServesInsteadOfTheChampionUntilItIsRemoved() {
        records.manifest(Task.IMAGE, FIRST, 1).manifest(Task.IMAGE, SECOND, 1);
        records.champion(SECOND, FIRST).pin(FIRST);
        ModelCatalog pinned = records.catalog();

        records.index().accept("image/operator", (ModelAlias) null);

        assertThat(pinned.serving(Task.IMAGE)).hasValue(FIRST);
        assertThat(records.catalog().serving(Task.IMAGE)).hasValue(SECOND);
        assertThat(records.catalog().operatorAlias(Task.IMAGE)).isEmpty();
    }

    @Test
    void aPinOnAMissingVersionDanglesAndTheChampionDoesNotServe() {
        records.manifest(Task.IMAGE, FIRST, 1).champion(FIRST, null).pin(THIRD);

        assertThat(records.catalog().serving(Task.IMAGE)).isEmpty();
        assertThat(records.catalog().dangling(Task.IMAGE)).hasValue(THIRD);
    }

    @Test
    void namesEveryVersionThatAnAliasNames() {
        records.champion(SECOND, FIRST).pin(THIRD);

        assertThat(records.catalog().named(Task.IMAGE)).containsExactlyInAnyOrder(FIRST, SECOND, THIRD);
        assertThat(records.catalog().named(Task.REVIEW)).isEmpty();
    }

    @Test
    void listsVersionsByNumberAndEachWithItsChunks() {
        records.manifest(Task.IMAGE, "1000000-aaaaaaaa", 2).manifest(Task.IMAGE, "999999-aaaaaaaa", 2);
        records.chunks(Task.IMAGE, "999999-aaaaaaaa", 0, 1).chunks(Task.IMAGE, THIRD, 4);
        ModelCatalog catalog = records.catalog();

        assertThat(catalog.versions(Task.IMAGE))
                .extracting(ModelManifest::getVersion)
                .containsExactly("999999-aaaaaaaa", "1000000-aaaaaaaa");
        assertThat(catalog.versions(Task.REVIEW)).isEmpty();
        assertThat(catalog.manifest(Task.IMAGE, "999999-aaaaaaaa"))
                .hasValueSatisfying(manifest -> assertThat(manifest.getChunks()).isEqualTo(2));
        assertThat(catalog.versionsWithChunks(Task.IMAGE)).containsExactlyInAnyOrder("999999-aaaaaaaa", THIRD);
        assertThat(catalog.versionsWithChunks(Task.REVIEW)).isEmpty();
        assertThat(catalog.chunks(Task.IMAGE, "999999-aaaaaaaa")).containsExactlyInAnyOrder(0, 1);
        assertThat(catalog.chunks(Task.IMAGE, THIRD)).containsExactly(4);
        assertThat(catalog.chunks(Task.IMAGE, FIRST)).isEmpty();
    }

    @Test
    void staysAsItWasWhenMoreRecordsCome() {
        records.manifest(Task.IMAGE, FIRST, 1).chunks(Task.IMAGE, FIRST, 0).champion(FIRST, null);
        ModelCatalog before = records.catalog();

        records.manifest(Task.IMAGE, SECOND, 1)
                .chunks(Task.IMAGE, FIRST, 1)
                .champion(SECOND, FIRST)
                .pin(SECOND);
        records.index().acceptUnreadableAlias("image/trainer");

        assertThat(before.versions(Task.IMAGE)).hasSize(1);
        assertThat(before.chunks(Task.IMAGE, FIRST)).containsExactly(0);
        assertThat(before.serving(Task.IMAGE)).hasValue(FIRST);
        assertThat(before.unreadableAlias(Task.IMAGE)).isEmpty();
    }
}
