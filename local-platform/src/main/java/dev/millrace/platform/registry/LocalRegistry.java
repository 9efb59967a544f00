package dev.millrace.platform.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Apicurio Registry in its own process. It implements Confluent's REST API, listens on loopback only, and keeps its
 * schemas and their ids in a file, so that both survive a restart.
 */
public final class LocalRegistry implements AutoCloseable {

    /** The system property that names the directory with the unpacked application. */
    public static final String HOME_PROPERTY = "millrace.registry.home";

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final int LINES_SHOWN = 20;

    private final Process process;
    private final int port;

    private LocalRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "local-registry-end"));
    }

    /**
     * Starts it and returns once it answers.
     *
     * @param port free on loopback
     * @param storage directory of its file and its log, created if necessary
     * @throws IllegalStateException when it ends or does not answer in time; the message contains the end of its log
     */
    public static LocalRegistry start(int port, Path storage) {
        Path log = storage.resolve("registry.log");
        requireFree(port);
        try {
            Files.createDirectories(storage);
            Process process = new ProcessBuilder(command(home(), port, storage))
                    .directory(home().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            LocalRegistry registry = new LocalRegistry(process, port);
            registry.awaitAnswer(log);
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException("the registry can't be started", e);
        }
    }

    /** Otherwise another process on that port would be mistaken for the registry. */
    private static void requireFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            throw new IllegalStateException("required a free port for the registry, " + port + " is taken", e);
        }
    }

    /** The command line that {@link #start} runs, for callers that manage the process themselves. */
    public static List<String> command(Path home, int port, Path storage) {
        Path database = storage.toAbsolutePath().resolve("schemas");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dapicurio.storage.sql.kind=h2",
                "-Dapicurio.datasource.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0",
                "-jar",
                applicationJar(home).toString());
    }

    /** The directory that {@link #HOME_PROPERTY} names. */
    public static Path home() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new IllegalStateException("required system property '" + HOME_PROPERTY
                    + "', the directory of the unpacked registry, got none");
        }
        return Path.of(home);
    }

    /** The base address for Confluent's client. */
    public static String url(int port) {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** The base address for Confluent's client. */
    public String url() {
        return url(port);
    }

    /** The process, for watching or killing it. */
    public Process process() {
        return process;
    }

    private static Path applicationJar(Path home) {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .map(Path::toAbsolutePath)
                    .orElseThrow(() -> new IllegalStateException("no registry application in '" + home + "'"));
        } catch (IOException e) {
            throw new UncheckedIOException("registry directory '" + home + "' can't be read", e);
        }
    }

    private void awaitAnswer(Path log) throws IOException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("the registry did not start; its log ends:\n" + end(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Whether a registry answers on that port now. */
    public static boolean answers(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(port) + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Without stack frames, so that it shows the causes. */
    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith("\tat "))
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /** Ends the process and waits until it has ended. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
