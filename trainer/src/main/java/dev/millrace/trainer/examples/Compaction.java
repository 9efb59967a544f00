package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a sealed segment again without its dead entries, under another name, and then renames it over the old one.
 *
 * <p>Contents that stay are written with the label of now. A new label of a content that lies in an older segment is
 * kept, since that segment may still hold the old label.
 */
final class Compaction {

    private final Segments segments;
    private final ExampleIndex index;
    private final SegmentFile old;
    private final Map<Integer, Integer> rowsByBody = new LinkedHashMap<>();
    private final List<ByteBuffer> bodies = new ArrayList<>();

    private Compaction(Segments segments, ExampleIndex index, SegmentFile old) {
        this.segments = segments;
        this.index = index;
        this.old = old;
    }

    /** Leaves files and index as they are when it can't write. */
    static void run(Segments segments, ExampleIndex index, SegmentFile old) throws IOException {
        new Compaction(segments, index, old).run();
    }

    private void run() throws IOException {
        List<ByteBuffer> commits = new ArrayList<>();
        old.replay((segment, batch, progress) -> {
            for (SegmentFile.Entry entry : batch) {
                keep(entry);
            }
            commits.add(Frame.commit(progress));
        });
        if (bodies.isEmpty()) {
            segments.remove(old);
            return;
        }
        bodies.add(commits.get(commits.size() - 1));
        rewrite();
    }

    private void keep(SegmentFile.Entry entry) throws IOException {
        if (entry.frame() instanceof Frame.Example example) {
            keep(example, entry.bodyPosition() + example.contentStart());
        } else if (entry.frame() instanceof Frame.Relabel relabel) {
            keep(relabel);
        }
    }

    private void keep(Frame.Example example, int position) throws IOException {
        int row = index.find(example.hash());
        if (row >= 0 && index.location(row) == Location.of(old.number(), position)) {
            rowsByBody.put(bodies.size(), row);
            String label = index.labels().get(index.label(row));
            bodies.add(Frame.example(example.hash(), label, old.read(position, example.contentLength())));
        }
    }

    private void keep(Frame.Relabel relabel) {
        int row = index.find(relabel.hash());
        if (row >= 0 && Location.segment(index.location(row)) < old.number()) {
            bodies.add(Frame.relabel(relabel.hash(), relabel.label()));
        }
    }

    private void rewrite() throws IOException {
        Path path = segments.rewritten(old);
        Files.deleteIfExists(path);
        List<Integer> positions;
        try (SegmentFile rewritten = SegmentFile.open(old.number(), path)) {
            positions = rewritten.append(bodies);
            rewritten.seal();
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        Files.move(path, old.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        SegmentFile current = SegmentFile.open(old.number(), old.path());
        current.replay((segment, batch, progress) -> {});
        current.seal();
        current.addLive(old.live());
        segments.replace(old, current);
        old.close();
        relocate(positions);
    }

    private void relocate(List<Integer> positions) {
        rowsByBody.forEach((body, row) -> {
            int contentStart = Frame.contentStart(bodies.get(body));
            index.relocate(row, Location.of(old.number(), positions.get(body) + contentStart));
        });
    }
}
