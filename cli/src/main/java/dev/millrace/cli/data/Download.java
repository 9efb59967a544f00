package dev.millrace.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Downloads archives over HTTP. If a connection breaks, the downloaded part is kept beside the target and the next call
 * continues it. A file gets its final name only after its digest was verified.
 */
public final class Download {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 16;
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Consumer<String> notices;

    /** @param notices receives a sentence for the user at the start and at each tenth of the way */
    public Download(Consumer<String> notices) {
        this.notices = notices;
    }

    /**
     * Downloads the archive into {@code folder}, which is created if necessary.
     *
     * @return the downloaded file
     * @throws IOException when the connection fails or breaks; another call continues
     * @throws DataException when the downloaded file is not the archive; it is deleted
     */
    public Path fetch(OfficialArchive archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve(archive.name());
        Path part = folder.resolve(archive.name() + ".part");
        if (sizeOf(part) < archive.bytes()) {
            transfer(archive, part);
        }
        String digest = digest(part);
        if (!digest.equals(archive.sha256().hex())) {
            Files.delete(part);
            throw new DataException("'" + archive.address() + "' is not the expected archive: required SHA-256 "
                    + archive.sha256().hex() + ", got " + digest);
        }
        return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void transfer(OfficialArchive archive, Path part) throws IOException {
        long have = sizeOf(part);
        HttpRequest.Builder request = HttpRequest.newBuilder(archive.address()).timeout(ANSWER_PATIENCE);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        notices.accept("downloading " + archive.address() + " (" + megabytes(archive.bytes()) + " MB"
                + (have > 0 ? ", " + megabytes(have) + " MB already downloaded" : "") + ")");
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK && response.statusCode() != PARTIAL) {
                throw new IOException("'" + archive.address() + "' answered " + response.statusCode());
            }
            boolean continues = response.statusCode() == PARTIAL;
            append(body, part, continues ? have : 0, archive);
        }
        if (sizeOf(part) < archive.bytes()) {
            throw new IOException(
                    "'" + archive.address() + "' ended after " + sizeOf(part) + " of " + archive.bytes() + " bytes");
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for '" + request.uri() + "'", e);
        }
    }

    private void append(InputStream body, Path part, long have, OfficialArchive archive) throws IOException {
        StandardOpenOption mode = have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out =
                Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] buffer = new byte[BUFFER];
            long done = have;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                out.write(buffer, 0, read);
                announce(archive, done, done + read);
                done += read;
            }
        }
    }

    private void announce(OfficialArchive archive, long before, long after) {
        long tenth = after * 10 / archive.bytes();
        if (tenth > before * 10 / archive.bytes()) {
            notices.accept(archive.name() + ": " + tenth * 10 + " %");
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform provides SHA-256", e);
        }
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }
}
