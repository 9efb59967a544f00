package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.GeneratedContents.altered;
import static dev.millrace.trainer.examples.GeneratedContents.image;
import static dev.millrace.trainer.examples.GeneratedContents.text;
import static dev.millrace.trainer.examples.GeneratedContents.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trainer.nearcopies.NearCopyRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Near-copies are in one split, and a split once given stays. */
final class NearCopyGroupsTest {

    private static final int SCENES = 400;

    @TempDir
    private Path directory;

    @Test
    void keepsNearCopiesOfImagesTogetherAndStrangersApart() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        List<byte[]> copies = new ArrayList<>();
        for (int scene = 0; scene < SCENES; scene++) {
            originals.add(image(scene));
            copies.add(image(scene, scene % 5 - 2, scene % 3 - 1, 0));
            copies.add(image(scene, 0.4, -0.6, 4));
        }

        store().append(NearCopyRule.IMAGE, originals);
        store().append(NearCopyRule.IMAGE, copies);

        requireGroups(originals, copies, 2);
    }

    @Test
    void keepsNearCopiesOfTextsTogetherAndStrangersApart() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        List<byte[]> copies = new ArrayList<>();
        for (int scene = 0; scene < SCENES; scene++) {
            List<String> words = words(scene, 30 + scene % 40);
            originals.add(text(words));
            copies.add(text(altered(words, 3, 15)));
            copies.add(text(words.subList(2, words.size())));
        }

        store().append(NearCopyRule.TEXT, originals);
        store().append(NearCopyRule.TEXT, copies);

        requireGroups(originals, copies, 2);
    }

    /** At least 95 % of copies are in the group and the split of their original, at most 1 % of originals in one of others. */
    private void requireGroups(List<byte[]> originals, List<byte[]> copies, int copiesEach) throws IOException {
        Map<ContentHash, ExampleRow> rows = store().rows();
        int together = 0;
        for (int i = 0; i < copies.size(); i++) {
            ExampleRow copy = rows.get(ContentHash.of(copies.get(i)));
            ExampleRow original = rows.get(ContentHash.of(originals.get(i / copiesEach)));
            together += copy.group().equals(original.group()) && copy.part() == original.part() ? 1 : 0;
        }
        assertThat(together).isGreaterThanOrEqualTo(copies.size() * 95 / 100);
        HashSet<Long> groups = new HashSet<>();
        originals.forEach(original ->
                groups.add(rows.get(ContentHash.of(original)).group().orElseThrow()));
        assertThat(groups.size()).isGreaterThanOrEqualTo(originals.size() * 99 / 100);
    }

    @Test
    void findsNearCopiesWithinABatch() throws IOException {
        List<byte[]> batch = new ArrayList<>();
        for (int scene = 0; scene < 50; scene++) {
            batch.add(image(scene));
            batch.add(image(scene, 1, 0, 0));
        }

        store().append(NearCopyRule.IMAGE, batch);

        try (ExampleStore store = store().open(NearCopyRule.IMAGE)) {
            int together = 0;
            for (int i = 0; i < batch.size(); i += 2) {
                together += store.split(batch.get(i + 1)).equals(store.split(batch.get(i))) ? 1 : 0;
            }
            assertThat(together).isGreaterThanOrEqualTo(47);
        }
    }

    @Test
    void leavesOutWhatIsANearCopyOfExamplesInDifferentSplits() throws IOException {
        List<byte[]> bridges = new ArrayList<>();
        List<byte[]> ends = new ArrayList<>();
        for (int seed = 0; seed < 200; seed++) {
            List<String> words = words(seed, 42);
            List<String> far = altered(words, 2, 5);
            bridges.add(text(altered(words, 2, 10)));
            ends.add(text(words));
            ends.add(text(far));
        }
        store().append(NearCopyRule.TEXT, ends);
        Map<ContentHash, ExampleRow> before = store().rows();

        int leftOut = store().append(NearCopyRule.TEXT, bridges);

        requireLeftOut(bridges, ends, leftOut);
        Map<ContentHash, ExampleRow> after = store().rows();
        before.forEach((hash, row) -> assertThat(after.get(hash)).isEqualTo(row));
    }

    /** Each bridge is between two ends. */
    private void requireLeftOut(List<byte[]> bridges, List<byte[]> ends, int leftOut) throws IOException {
        int apart = 0;
        int none = 0;
        try (ExampleStore store = store().open(NearCopyRule.TEXT);
                ExampleSnapshot snapshot = store.snapshot()) {
            for (int i = 0; i < bridges.size(); i++) {
                Optional<Split> one = store.split(ends.get(2 * i));
                Optional<Split> bridge = store.split(bridges.get(i));
                if (one.equals(store.split(ends.get(2 * i + 1)))) {
                    assertThat(bridge).isEqualTo(one);
                } else {
                    apart++;
                    none += bridge.isEmpty() ? 1 : 0;
                }
            }
            assertThat(snapshot.size()).isEqualTo(600 - leftOut);
        }
        assertThat(apart).isGreaterThan(40);
        assertThat(none).isGreaterThanOrEqualTo(apart * 9 / 10).isEqualTo(leftOut);
    }

    @Test
    void joinsNothingThroughAnExampleThatWasLeftOut() throws IOException {
        List<byte[]> ends = new ArrayList<>();
        int seed = 0;
        while (ends.isEmpty()) {
            List<String> words = words(seed++, 42);
            byte[] far = text(altered(words, 2, 5));
            if (Shares.standard().partOf(text(words), GroupedStore.KEY)
                    != Shares.standard().partOf(far, GroupedStore.KEY)) {
                ends.addAll(List.of(text(words), far, text(altered(words, 2, 10))));
            }
        }
        store().append(NearCopyRule.TEXT, ends);

        ExampleRow leftOut = store().rows().get(ContentHash.of(ends.get(2)));

        assertThat(leftOut.part()).isEqualTo(Placement.LEFT_OUT);
        assertThat(leftOut.signature()).isEmpty();
        assertThat(leftOut.group()).isEmpty();
    }

    private GroupedStore store() {
        return new GroupedStore(directory);
    }
}
