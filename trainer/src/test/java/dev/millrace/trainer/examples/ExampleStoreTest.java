package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.example;
import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.padded;
import static dev.millrace.trainer.examples.Samples.read;
import static dev.millrace.trainer.examples.Samples.smallFiles;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExampleStoreTest {

    private static final StoreSettings SETTINGS = StoreSettings.of(new Retention(1_000, 0, 1), Shares.standard());

    @TempDir
    private Path directory;

    @Test
    void keepsExamplesAndOffsetsAcrossARestart() throws IOException {
        try (ExampleStore store = open(SETTINGS)) {
            store.append(List.of(example("good film", "pos"), example("dull film", "neg")), read(10, 12));
        }

        try (ExampleStore store = open(SETTINGS)) {
            assertThat(contents(store)).isEqualTo(Map.of("good film", "pos", "dull film", "neg"));
            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(12);
            assertThat(store.progress().data()).containsExactly(new OffsetRange("labelled", 0, 10, 12));
        }
    }

    @Test
    void storesACopyOnce() throws IOException {
        try (ExampleStore store = open(SETTINGS)) {
            store.append(List.of(example("good film", "pos"), example("good film", "pos")), read(0, 2));
            store.append(List.of(example("good film", "pos")), read(2, 3));

            assertThat(store.size()).isEqualTo(1);
            assertThat(store.progress().arrivals()).isEqualTo(1);
            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(3);
        }
    }

    @Test
    void letsTheNewestLabelOfAContentWin() throws IOException {
        try (ExampleStore store = open(SETTINGS)) {
            store.append(List.of(example("odd film", "pos"), example("odd film", "neg")), read(0, 2));
            assertThat(contents(store)).isEqualTo(Map.of("odd film", "neg"));

            store.append(List.of(example("odd film", "mixed")), read(2, 3));

            assertThat(contents(store)).isEqualTo(Map.of("odd film", "mixed"));
            assertThat(store.progress().arrivals()).isEqualTo(3);
        }
        try (ExampleStore store = open(SETTINGS)) {
            assertThat(contents(store)).isEqualTo(Map.of("odd film", "mixed"));
        }
    }

    @Test
    void advancesOverRecordsThatGaveNoExample() throws IOException {
        try (ExampleStore store = open(SETTINGS)) {
            store.append(List.of(), read(0, 5));
        }

        try (ExampleStore store = open(SETTINGS)) {
            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(5);
            assertThat(store.progress().nextOffset("labelled", 1)).isEmpty();
            assertThat(store.progress().nextOffset("other", 0)).isEmpty();
        }
    }

    @Test
    void remembersWhatTheLastRunCouldSee() throws IOException {
        try (ExampleStore store = open(SETTINGS)) {
            store.append(numbered(0, 10, "a"), read(0, 10));
            store.markLearned(7);
        }

        try (ExampleStore store = open(SETTINGS)) {
            assertThat(store.progress().learned()).isEqualTo(7);
            assertThat(store.progress().unlearned()).isEqualTo(3);
            store.markLearned(4);
            assertThat(store.progress().learned()).isEqualTo(7);
        }
    }

    @Test
    void aSnapshotStaysAsItWas() throws IOException {
        try (ExampleStore store = open(smallFiles(new Retention(100, 0, 1)))) {
            store.append(padded(0, 100, "a"), read(0, 100));
            Map<String, String> before = contents(store);
            try (ExampleSnapshot snapshot = store.snapshot()) {
                store.append(padded(90, 10, "b"), read(100, 110));
                for (int i = 100; i < 2_000; i += 100) {
                    store.append(padded(i, 100, "b"), read(i + 10, i + 110));
                }

                assertThat(contents(snapshot)).isEqualTo(before);
                assertThat(contents(store)).hasSize(100).doesNotContainValue("a");
            }
        }
    }

    @Test
    void refusesASecondStoreOnTheSameDirectory() throws IOException {
        try (ExampleStore store = open(SETTINGS)) {
            assertThat(store.size()).isZero();

            assertThatThrownBy(() -> open(SETTINGS))
                    .isInstanceOf(ExampleStoreException.class)
                    .hasMessageContaining("in use");
        }
        open(SETTINGS).close();
    }

    @Test
    void refusesReadsOnceItIsClosed() throws IOException {
        ExampleStore store = open(SETTINGS);
        store.append(numbered(0, 20, "a"), read(0, 20));
        ExampleSnapshot snapshot = store.snapshot();

        store.close();

        assertThatThrownBy(() -> snapshot.part(Split.TRAINING).content(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(store::snapshot).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.append(numbered(20, 1, "a"), read(20, 21)))
                .isInstanceOf(IllegalStateException.class);
        snapshot.close();
        store.close();
    }

    @Test
    void refusesToListFewerExamplesThanItCounts() throws IOException {
        try (ExampleStore store = open(SETTINGS)) {
            store.append(numbered(0, 3, "a"), read(0, 3));
        }
        try (Database database = Database.open(directory.resolve("examples"), SETTINGS.memory());
                Changes changes = database.changes()) {
            changes.delete(Table.EXAMPLES, ExampleId.bytes(1));
            database.write(changes);
        }

        try (ExampleStore store = open(SETTINGS)) {
            assertThatThrownBy(store::snapshot)
                    .isInstanceOf(ExampleStoreException.class)
                    .hasMessageContaining("counts 3 examples and lists 2");
        }
    }

    @Test
    void keepsOthersOut() throws IOException {
        Path loose = Files.createDirectory(
                directory.resolve("loose"), PosixFilePermissions.asFileAttribute(fromString("rwxr-xr-x")));
        for (Path place : List.of(loose, directory.resolve("new"))) {
            ExampleStore.open(place, SETTINGS).close();

            assertThat(Files.getPosixFilePermissions(place)).isEqualTo(fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(place.resolve("examples"))).isEqualTo(fromString("rwx------"));
        }
    }

    @Test
    void startsCountingAgainWhenTheTopicIsRecreated() {
        List<OffsetRange> before = List.of(new OffsetRange("labelled", 0, 3, 100));

        List<OffsetRange> after = read(0, 20).after(before);

        assertThat(after).containsExactly(new OffsetRange("labelled", 0, 0, 20));
    }

    private ExampleStore open(StoreSettings settings) throws IOException {
        return ExampleStore.open(directory, settings);
    }
}
