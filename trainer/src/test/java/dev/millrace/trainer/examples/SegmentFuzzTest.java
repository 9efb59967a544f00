package dev.millrace.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import dev.millrace.trainer.examples.segmentlog.DamagedSegmentException;
import dev.millrace.trainer.examples.segmentlog.Entry;
import dev.millrace.trainer.examples.segmentlog.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk returns after a crash, truncation or corruption: complete batches, and no more than was written. */
class SegmentFuzzTest {

    private static final Path FILES = Path.of("src/test/resources/dev/millrace/trainer/examples/segmentlog");
    private static final Allocation ALLOWED = Allocation.of(1, 64);
    private static final int HEADER = 2 * Integer.BYTES;

    @TempDir
    private Path directory;

    private final List<byte[]> corpus = new ArrayList<>();

    @BeforeEach
    void readCorpus() throws IOException {
        for (String name : List.of("0000000009.examples", "0000000012.examples")) {
            corpus.add(Files.readAllBytes(FILES.resolve(name)));
        }
    }

    @Test
    void readsOnlyWholeBatchesOfADamagedFile() {
        List<String> written = corpus.stream()
                .flatMap(file -> bodies(file).stream())
                .map(body -> told(Entry.parse(body)))
                .toList();

        FuzzReport report = Fuzzing.run("segments", new FuzzBudget(2_000, ALLOWED), corpus, input -> {
            List<String> found = replayed(input);
            assertThat(found).hasSizeLessThanOrEqualTo(input.length / HEADER);
            assertThat(written).containsAll(found);
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
                    } catch (DamagedSegmentException refusal) {
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
                return !told(Entry.parse(input)).isEmpty();
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal).hasMessageMatching("(?s).+");
                return false;
            }
        });

        assertThat(report.understood()).isPositive();
        assertThat(report.refused()).isPositive();
    }

    private List<String> replayed(byte[] content) throws IOException {
        Files.write(directory.resolve("0000000000.examples"), content);
        List<String> entries = new ArrayList<>();
        SegmentLog.of(directory).read((batch, end) -> {
            batch.forEach(entry -> entries.add(told(entry)));
            entries.add(told(end));
        });
        return entries;
    }

    private static String told(Entry entry) {
        if (entry instanceof Entry.Example example) {
            return "example " + StandardCharsets.ISO_8859_1.decode(example.content()) + " " + example.label();
        }
        if (entry instanceof Entry.Relabel relabel) {
            return "relabel " + StandardCharsets.ISO_8859_1.decode(relabel.digest()) + " " + relabel.label();
        }
        return entry.toString();
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
