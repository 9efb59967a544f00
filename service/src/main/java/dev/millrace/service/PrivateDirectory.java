package dev.millrace.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that only this process' user may enter, so that no other user can read their files. */
public final class PrivateDirectory {

    private PrivateDirectory() {}

    /**
     * Creates the directory if it does not exist, and removes the permissions of all other users.
     *
     * @throws IOException also if it is a symbolic link or belongs to another user, who could read or replace its files
     */
    public static void make(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new IOException(
                    "directory '" + directory + "' is a symbolic link: required a directory of this user's own");
        }
        Files.createDirectories(directory);
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (FileSystemException e) {
            throw new IOException(
                    "directory '" + directory + "' belongs to " + Files.getOwner(directory)
                            + ": required a directory of this user's own",
                    e);
        }
    }

    /** Returns once a renamed file in the directory would keep its new name after a power failure. */
    public static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes the directory and everything in it, if it exists. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
