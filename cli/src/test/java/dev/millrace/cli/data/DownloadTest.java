package dev.millrace.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private final byte[] content = new byte[300_000];
    private final List<String> ranges = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private boolean breaks;
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/data.tar.gz", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesAnArchiveAndSaysHowFarItIs() throws IOException {
        Path file = new Download(notices::add).fetch(archive(Sha256.of(content)), folder.resolve("new"));

        assertThat(file).hasBinaryContent(content);
        assertThat(notices).contains("data.tar.gz: 100 %").hasSizeGreaterThan(3);
    }

    @Test
    void continuesWhereTheConnectionBroke() throws IOException {
        Download download = new Download(notices::add);
        breaks = true;
        assertThatThrownBy(() -> download.fetch(archive(Sha256.of(content)), folder))
                .isInstanceOf(IOException.class);
        long kept = Files.size(folder.resolve("data.tar.gz.part"));
        breaks = false;

        Path file = download.fetch(archive(Sha256.of(content)), folder);

        assertThat(file).hasBinaryContent(content);
        assertThat(kept).isBetween(1L, 299_999L);
        assertThat(ranges).containsExactly("none", "bytes=" + kept + "-");
        assertThat(folder.resolve("data.tar.gz.part")).doesNotExist();
    }

    @Test
    void refusesWhatHasAnotherDigest() {
        assertThatThrownBy(() -> new Download(notices::add).fetch(archive(Sha256.of(new byte[0])), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("required SHA-256");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysThatTheServerDoesNotHaveIt() {
        OfficialArchive absent = new OfficialArchive(
                DefaultTasks.IMAGE, "absent.tar.gz", address().resolve("/absent.tar.gz"), 5, Sha256.of(content));

        assertThatThrownBy(() -> new Download(notices::add).fetch(absent, folder))
                .hasMessageContaining("answered 404");
    }

    private OfficialArchive archive(Sha256 digest) {
        return new OfficialArchive(DefaultTasks.IMAGE, "data.tar.gz", address(), content.length, digest);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data.tar.gz");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "none" : range);
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
        exchange.getResponseBody().write(rest, 0, breaks ? rest.length / 2 : rest.length);
        exchange.close();
    }
}
