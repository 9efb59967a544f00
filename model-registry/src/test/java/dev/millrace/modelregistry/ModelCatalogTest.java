package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
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
        records.manifest(DefaultTasks.IMAGE, FIRST, 1);

        assertThat(records.catalog().serving(DefaultTasks.IMAGE)).isEmpty();
        assertThat(records.catalog().dangling(DefaultTasks.IMAGE)).isEmpty();
        assertThat(records.catalog().named(DefaultTasks.IMAGE)).isEmpty();
    }

    @Test
    void theChampionServesItsOwnTask() {
        records.manifest(DefaultTasks.IMAGE, FIRST, 1).champion(FIRST, null);

        assertThat(records.catalog().serving(DefaultTasks.IMAGE)).hasValue(FIRST);
        assertThat(records.catalog().dangling(DefaultTasks.IMAGE)).isEmpty();
        assertThat(records.catalog().serving(DefaultTasks.REVIEW)).isEmpty();
        assertThat(records.catalog().trainerAlias(DefaultTasks.REVIEW)).isEmpty();
    }

    @Test
    void thePinServesInsteadOfTheChampionUntilItIsRemoved() {
        records.manifest(DefaultTasks.IMAGE, FIRST, 1).manifest(DefaultTasks.IMAGE, SECOND, 1);
        records.champion(SECOND, FIRST).pin(FIRST);
        ModelCatalog pinned = records.catalog();

        records.index().accept("image/operator", (ModelAlias) null);

        assertThat(pinned.serving(DefaultTasks.IMAGE)).hasValue(FIRST);
        assertThat(records.catalog().serving(DefaultTasks.IMAGE)).hasValue(SECOND);
        assertThat(records.catalog().operatorAlias(DefaultTasks.IMAGE)).isEmpty();
    }

    @Test
    void aPinOnAMissingVersionDanglesAndTheChampionDoesNotServe() {
        records.manifest(DefaultTasks.IMAGE, FIRST, 1).champion(FIRST, null).pin(THIRD);

        assertThat(records.catalog().serving(DefaultTasks.IMAGE)).isEmpty();
        assertThat(records.catalog().dangling(DefaultTasks.IMAGE)).hasValue(THIRD);
    }

    @Test
    void substitutesAreChampionsAndThenOlderFormerChampionsNewestFirst() {
        records.manifest(DefaultTasks.IMAGE, FIRST, 1)
                .successor(DefaultTasks.IMAGE, SECOND, FIRST)
                .successor(DefaultTasks.IMAGE, THIRD, SECOND)
                .successor(DefaultTasks.IMAGE, "000006-aaaaaaaa", THIRD)
                .successor(DefaultTasks.IMAGE, "000007-aaaaaaaa", "000006-aaaaaaaa");
        records.champion("000006-aaaaaaaa", FIRST);

        assertThat(records.catalog().substitutes(DefaultTasks.IMAGE)).containsExactly(FIRST, THIRD, SECOND);

        records.pin("000004-aaaaaaaa");

        assertThat(records.catalog().substitutes(DefaultTasks.IMAGE))
                .containsExactly("000006-aaaaaaaa", FIRST, THIRD, SECOND);
        assertThat(records.catalog().substitutes(DefaultTasks.REVIEW)).isEmpty();
    }

    @Test
    void anUploadThatTheGateHasNotPassedIsNoSubstitute() {
        records.successor(DefaultTasks.IMAGE, SECOND, FIRST)
                .manifest(DefaultTasks.IMAGE, THIRD, 1)
                .successor(DefaultTasks.IMAGE, "000006-aaaaaaaa", SECOND)
                .champion("000006-aaaaaaaa", null);

        assertThat(records.catalog().substitutes(DefaultTasks.IMAGE)).containsExactly(SECOND);
    }

    @Test
    void namesEveryVersionThatAnAliasNames() {
        records.champion(SECOND, FIRST).pin(THIRD);

        assertThat(records.catalog().named(DefaultTasks.IMAGE)).containsExactlyInAnyOrder(FIRST, SECOND, THIRD);
        assertThat(records.catalog().named(DefaultTasks.REVIEW)).isEmpty();
    }

    @Test
    void listsVersionsByNumberAndEachWithItsChunks() {
        records.manifest(DefaultTasks.IMAGE, "1000000-aaaaaaaa", 2).manifest(DefaultTasks.IMAGE, "999999-aaaaaaaa", 2);
        records.chunks(DefaultTasks.IMAGE, "999999-aaaaaaaa", 0, 1).chunks(DefaultTasks.IMAGE, THIRD, 4);
        ModelCatalog catalog = records.catalog();

        assertThat(catalog.versions(DefaultTasks.IMAGE))
                .extracting(ModelManifest::getVersion)
                .containsExactly("999999-aaaaaaaa", "1000000-aaaaaaaa");
        assertThat(catalog.versions(DefaultTasks.REVIEW)).isEmpty();
        assertThat(catalog.manifest(DefaultTasks.IMAGE, "999999-aaaaaaaa"))
                .hasValueSatisfying(manifest -> assertThat(manifest.getChunks()).isEqualTo(2));
        assertThat(catalog.versionsWithChunks(DefaultTasks.IMAGE)).containsExactlyInAnyOrder("999999-aaaaaaaa", THIRD);
        assertThat(catalog.versionsWithChunks(DefaultTasks.REVIEW)).isEmpty();
        assertThat(catalog.chunks(DefaultTasks.IMAGE, "999999-aaaaaaaa")).containsExactlyInAnyOrder(0, 1);
        assertThat(catalog.chunks(DefaultTasks.IMAGE, THIRD)).containsExactly(4);
        assertThat(catalog.chunks(DefaultTasks.IMAGE, FIRST)).isEmpty();
    }

    @Test
    void staysAsItWasWhenMoreRecordsCome() {
        records.manifest(DefaultTasks.IMAGE, FIRST, 1)
                .chunks(DefaultTasks.IMAGE, FIRST, 0)
                .champion(FIRST, null);
        ModelCatalog before = records.catalog();

        records.manifest(DefaultTasks.IMAGE, SECOND, 1)
                .chunks(DefaultTasks.IMAGE, FIRST, 1)
                .champion(SECOND, FIRST)
                .pin(SECOND);
        records.index().acceptUnreadableAlias("image/trainer");

        assertThat(before.versions(DefaultTasks.IMAGE)).hasSize(1);
        assertThat(before.chunks(DefaultTasks.IMAGE, FIRST)).containsExactly(0);
        assertThat(before.serving(DefaultTasks.IMAGE)).hasValue(FIRST);
        assertThat(before.unreadableAlias(DefaultTasks.IMAGE)).isEmpty();
    }
}
