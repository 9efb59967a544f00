package dev.millrace.trainer.examples;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segment files of a directory in order of age; the last one is appended to, the others are sealed. */
final class Segments implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Segments.class);
    private static final Pattern SEGMENT = Pattern.compile("\\d{10}\\.examples");
    private static final Pattern REWRITTEN = Pattern.compile("\\d{10}\\.examples\\.rewritten");

    private final Path directory;
    private final long segmentBytes;
    private final TreeMap<Integer, SegmentFile> files = new TreeMap<>();

    private Segments(Path directory, long segmentBytes) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
    }

    /** The directory's files, which {@link #replay} opens. */
    static Segments of(Path directory, long segmentBytes) {
        return new Segments(directory, segmentBytes);
    }

    /**
     * Opens the files and reads them in order. What a crash left behind the last committed batch is cut off.
     *
     * @throws ExampleStoreException when a sealed file is damaged
     */
    void replay(SegmentFile.BatchVisitor visitor) throws IOException {
        for (Path unfinished : paths(REWRITTEN)) {
            Files.delete(unfinished);
        }
        for (Path path : paths(SEGMENT)) {
            if (!files.isEmpty()) {
                requireWhole(active());
                active().seal();
            }
            start(Integer.parseInt(path.getFileName().toString().substring(0, 10)));
            active().replay(visitor);
        }
        if (files.isEmpty()) {
            start(0);
        }
        if (active().tail() > 0) {
            log.info("Unfinished batch cut off: segment={} bytes={}", active().path(), active().tail());
            active().cutTail();
        }
    }

    SegmentFile active() {
        return files.lastEntry().getValue();
    }

    SegmentFile of(long location) {
        SegmentFile file = files.get(Location.segment(location));
        if (file == null) {
            throw new IllegalStateException("no segment " + Location.segment(location));
        }
        return file;
    }

    Collection<SegmentFile> all() {
        return List.copyOf(files.values());
    }

    /** Appends a batch, to a new file where the last one is long enough. */
    List<Integer> append(List<ByteBuffer> bodies) throws IOException {
        if (active().length() >= segmentBytes) {
            active().seal();
            start(active().number() + 1);
        }
        return active().append(bodies);
    }

    /** Reads what lies at a location; the file stays readable for whoever holds it, even when it was replaced. */
    ByteBuffer read(long location, int bytes) throws IOException {
        return of(location).read(Location.position(location), bytes);
    }

    /** The sealed file with the greatest share of dead bytes, where that is at least half. */
    Optional<SegmentFile> mostlyDead() {
        return files.headMap(active().number()).values().stream()
                .filter(file -> file.length() > 2 * file.live())
                .max((one, other) -> Double.compare(deadShare(one), deadShare(other)));
    }

    /** Where the rewritten file is prepared. */
    Path rewritten(SegmentFile file) {
        return directory.resolve(file.path().getFileName() + ".rewritten");
    }

    /** Puts the sealed rewritten file into the place of the one with its number. */
    void replace(SegmentFile old, SegmentFile rewritten) {
        files.put(old.number(), rewritten);
    }

    void remove(SegmentFile file) throws IOException {
        files.remove(file.number());
        Files.delete(file.path());
        file.close();
    }

    Path pathOf(int number) {
        return directory.resolve(String.format("%010d.examples", number));
    }

    @Override
    public void close() throws IOException {
        for (SegmentFile file : files.values()) {
            file.close();
        }
    }

    private void start(int number) throws IOException {
        files.put(number, SegmentFile.open(number, pathOf(number)));
    }

    private static void requireWhole(SegmentFile sealed) throws IOException {
        if (sealed.tail() > 0) {
            throw new ExampleStoreException("segment '" + sealed.path() + "' is damaged at byte " + sealed.length()
                    + ": move the directory away to have the topic read again");
        }
    }

    private static double deadShare(SegmentFile file) {
        return 1 - (double) file.live() / file.length();
    }

    private List<Path> paths(Pattern name) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(
                            path -> name.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
