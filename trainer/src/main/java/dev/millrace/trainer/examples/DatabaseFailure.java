package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** RocksDB's errors in Java's terms. */
final class DatabaseFailure {

    private DatabaseFailure() {}

    /**
     * The error as an {@link IOException}; RocksDB's message names the file.
     *
     * @throws ExampleStoreException instead, where files are damaged
     */
    static IOException of(Path directory, RocksDBException e) {
        if (isDamage(e)) {
            throw damaged(directory, e.toString());
        }
        return new IOException(e.getMessage(), e);
    }

    static ExampleStoreException damaged(Path directory, String how) {
        return new ExampleStoreException("example store '" + directory + "' is damaged: " + how
                + ": move the directory away to have the topic read again");
    }

    static boolean isDamage(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
    }
}
