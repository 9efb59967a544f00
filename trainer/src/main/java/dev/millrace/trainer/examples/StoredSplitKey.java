package dev.millrace.trainer.examples;

import dev.millrace.service.PrivateDirectory;
import dev.millrace.trainer.examples.segmentlog.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The key by which a store divides its examples, in a file beside its database that only this process' user can read. It
 * never changes: with another, examples that models were fitted on would be in the gate split.
 *
 * @param key empty for a store of a version that had no keys, which goes on without one
 */
public record StoredSplitKey(Optional<SplitKey> key) {

    private static final String FILE = "split.key";
    private static final String NO_KEY = "none";

    /**
     * The key of the store in a directory; empty if there is no store yet.
     *
     * @throws ExampleStoreException when the file is damaged
     */
    public static Optional<StoredSplitKey> find(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            return Optional.of(new StoredSplitKey(parse(file)));
        }
        boolean isStore = Files.exists(directory.resolve(ExampleStore.DATABASE))
                || (Files.isDirectory(directory) && SegmentLog.of(directory).isPresent());
        return isStore ? Optional.of(new StoredSplitKey(Optional.empty())) : Optional.empty();
    }

    /** @throws ExampleStoreException when the store divides its examples by another key than {@code given} */
    public void require(Optional<SplitKey> given) {
        if (!key.equals(given)) {
            throw new ExampleStoreException(
                    "the example store divides its examples by another split key than the task's"
                            + " other trainers: examples that models were fitted on would judge them. Move the store's directory"
                            + " away to have the topic read again");
        }
    }

    /**
     * Remembers a new store's key, and returns the key by which the store divides its examples.
     *
     * @param given ignored if the store is of a version that had no keys
     * @throws ExampleStoreException when the store has another one
     */
    static Optional<SplitKey> keep(Path directory, Optional<SplitKey> given) throws IOException {
        StoredSplitKey stored = find(directory).orElse(new StoredSplitKey(given));
        if (stored.key().isPresent()) {
            stored.require(given);
        }
        Optional<SplitKey> key = stored.key();
        if (!Files.exists(directory.resolve(FILE))) {
            write(directory, key.map(SplitKey::hex).orElse(NO_KEY));
        }
        return key;
    }

    private static void write(Path directory, String text) throws IOException {
        Path unfinished = directory.resolve(FILE + ".unfinished");
        Files.deleteIfExists(unfinished);
        try (FileChannel file = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text + "\n");
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(unfinished, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        PrivateDirectory.force(directory);
    }

    private static Optional<SplitKey> parse(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            return text.equals(NO_KEY) ? Optional.empty() : Optional.of(SplitKey.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ExampleStoreException("file '" + file + "' is damaged: " + e.getMessage());
        }
    }
}
