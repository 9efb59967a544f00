package dev.millrace.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSpoolTest {

    @TempDir
    private Path folder;

    private final List<String> leftOut = new ArrayList<>();

    @Test
    void givesBackEverySampleAsItWas() {
        Sample image = Sample.raw("ship", new byte[] {1, 2, 3, 4, 5, 6}, 2, 1);

        try (SampleSpool spool = spool(1, image)) {
            Sample read = spool.get(0);

            assertThat(read.label()).hasValue("ship");
            assertThat(read.content()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(read.rawSize()).contains(new Sample.Side(2, 1));
            assertThat(read.id()).isEqualTo(image.id());
        }
    }

    @Test
    void shufflesByTheSeedAlone() {
        Sample[] sorted = IntStream.range(0, 3_000)
                .mapToObj(index -> Sample.text(index < 1_500 ? "neg" : "pos", "review " + index))
                .toArray(Sample[]::new);

        try (SampleSpool one = spool(7, sorted);
                SampleSpool again = spool(7, sorted);
                SampleSpool other = spool(8, sorted)) {
            assertThat(ids(one)).isEqualTo(ids(again)).isNotEqualTo(ids(other));
            assertThat(ids(one)).containsExactlyInAnyOrderElementsOf(ids(other)).hasSize(3_000);
            assertThat(IntStream.range(0, 100)
                            .filter(index ->
                                    one.get(index).label().orElseThrow().equals("pos"))
                            .count())
                    .isBetween(25L, 75L);
        }
    }

    @Test
    void leavesCopiesAndOversizedSamplesOutAndSaysSo() {
        Sample oversized = Sample.file("big", new byte[Sample.MOST_BYTES + 1]);

        try (SampleSpool spool = spool(1, Sample.text("pos", "same"), Sample.text("neg", "same"), oversized)) {
            assertThat(spool.size()).isEqualTo(1);
            assertThat(spool.origin()).contains("1 exact copies").contains("1 larger than 900000 bytes");
        }
    }

    @Test
    void namesTheFilesThatItLeavesOut() {
        Sample first = Sample.ofFile(Optional.empty(), new byte[] {1}, "a/first.png");
        Sample copy = Sample.ofFile(Optional.of("cat"), new byte[] {1}, "b/copy.png");
        Sample oversized = Sample.ofFile(Optional.of("cat"), new byte[Sample.MOST_BYTES + 1], "b/huge.png");

        try (SampleSpool spool = spool(1, first, copy, oversized)) {
            assertThat(spool.size()).isEqualTo(1);
            assertThat(spool.get(0).label()).isEmpty();
        }
        assertThat(leftOut)
                .containsExactly(
                        "left out: b/copy.png is an exact copy of another file",
                        "left out: b/huge.png has more than 900000 bytes");
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        spool(1, Sample.text("pos", "text")).close();
        assertThatThrownBy(() -> SampleSpool.fill(
                        "broken",
                        sink -> {
                            throw new DataException("broken");
                        },
                        line -> {},
                        folder,
                        1))
                .hasMessage("broken");

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private SampleSpool spool(long seed, Sample... samples) {
        return SampleSpool.fill("test", sink -> List.of(samples).forEach(sink), leftOut::add, folder, seed);
    }

    private static List<String> ids(Samples samples) {
        return IntStream.range(0, samples.size())
                .mapToObj(index -> samples.get(index).id())
                .toList();
    }
}
