package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.example;
import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk gives back after a crash, a cut or rot: whole batches, and no more than was written. */
class SegmentFuzzTest {

    private static final StoreSettings SETTINGS = StoreSettings.of(new Retention(1_000, 0, 1), Shares.standard());
    private static final Allocation ALLOWED = Allocation.of(1, 64);
    private static final int HEADER = 2 * Integer.BYTES;

    @TempDir
    private Path directory;

    private final List<byte[]> corpus = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Path store = directory.resolve("store");
        try (ExampleStore open = ExampleStore.open(store, SETTINGS)) {
            open.append(numbered(0, 5, "a"), read(0, 5));
            open.append(List.of(example("number 3", "b"), example("a longer content", "c")), read(5, 7));
            open.markLearned(4);
        }
        corpus.add(Files.readAllBytes(store.resolve("0000000000.examples")));
    }

    @Test
    void readsOnlyWholeBatchesOfADamagedFile() {
        List<byte[]> written = bodies(corpus.get(0));

        FuzzReport report = Fuzzing.run("segments", new FuzzBudget(2_000, ALLOWED), corpus, input -> {
            List<Frame> found = replayed(input);
            assertThat(found).hasSizeLessThanOrEqualTo(input.length / HEADER);
            assertThat(found).allMatch(frame -> written.stream().anyMatch(body -> isOf(frame, body)));
            return !found.isEmpty();
        });

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    @Test
    void refusesEntriesWhoseChecksumsAreRightAndWhoseBodiesAreNot() {
        FuzzReport report =
                Fuzzing.run("segments with sound checksums", new FuzzBudget(2_000, ALLOWED), corpus, input -> {
                    try {
                        return !replayed(withSoundChecksums(input)).isEmpty();
                    } catch (ExampleStoreException refusal) {
                        assertThat(refusal).hasMessageContaining("can't be read");
                        return false;
                    }
                });

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    @Test
    void parsesNoEntryThatIsNotWhole() {
        FuzzReport report = Fuzzing.run("entries", new FuzzBudget(20_000, ALLOWED), bodies(corpus.get(0)), input -> {
            try {
                return Frame.parse(ByteBuffer.wrap(input)) != null;
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal).hasMessageMatching("(?s).+");
                return false;
            }
        });

        assertThat(report.understood()).isPositive();
        assertThat(report.refused()).isPositive();
    }

    private List<Frame> replayed(byte[] content) throws IOException {
        Path path = Files.write(directory.resolve("damaged"), content);
        List<Frame> frames = new ArrayList<>();
        try (SegmentFile segment = SegmentFile.open(0, path)) {
            segment.replay((file, batch, progress) -> batch.forEach(entry -> frames.add(entry.frame())));
            assertThat(segment.length()).isLessThanOrEqualTo(content.length);
            assertThat(segment.length() + segment.tail()).isEqualTo(content.length);
        }
        return frames;
    }

    private static boolean isOf(Frame frame, byte[] body) {
        return Frame.parse(ByteBuffer.wrap(body)).equals(frame);
    }

    private static List<byte[]> bodies(byte[] file) {
        List<byte[]> bodies = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(file);
        while (rest.remaining() >= HEADER) {
            byte[] body = new byte[rest.getInt()];
            rest.getInt();
            rest.get(body);
            bodies.add(body);
        }
        return bodies;
    }

    private static byte[] withSoundChecksums(byte[] file) {
        byte[] sound = file.clone();
        int at = 0;
        while (at + HEADER < sound.length) {
            ByteBuffer entry = ByteBuffer.wrap(sound, at, sound.length - at);
            int bytes = entry.getInt();
            if (bytes < 1 || bytes > sound.length - at - HEADER) {
                return sound;
            }
            CRC32C checksum = new CRC32C();
            checksum.update(Arrays.copyOfRange(sound, at + HEADER, at + HEADER + bytes));
            entry.putInt((int) checksum.getValue());
            at += HEADER + bytes;
        }
        return sound;
    }
}
