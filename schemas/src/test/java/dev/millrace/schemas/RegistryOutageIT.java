package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.platform.registry.LocalRegistry;
import dev.millrace.records.Review;
import dev.millrace.testing.Await;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Reads what the whole JVM logs. */
@Isolated
class RegistryOutageIT {

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final int port = TestRegistry.freePort();

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(logged);
    }

    @Test
    void waitsForARegistryThatComesBack(@TempDir Path storage) throws Exception {
        byte[] written = writtenBeforeTheOutage(storage);
        try (SchemaRegistry registry = connect(Duration.ofMinutes(2))) {
            CompletableFuture<Review> read = CompletableFuture.supplyAsync(
                    () -> registry.of(Review.class).deserializer().deserialize("reviews", written));
            Await.until(() -> logged.list.stream()
                    .anyMatch(event -> event.getFormattedMessage().startsWith("Registry does not answer")));
            assertThat(read).isNotDone();

            try (LocalRegistry back = LocalRegistry.start(port, storage)) {
                assertThat(read.get(2, TimeUnit.MINUTES)).isEqualTo(new Review("before", null));
                assertThat(back.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void needsNoRegistryForWhatItHasReadAndWrittenBefore(@TempDir Path storage) {
        try (SchemaRegistry registry = connect(Duration.ZERO)) {
            Serde<Review> reviews = registry.of(Review.class);
            byte[] before;
            try (LocalRegistry local = LocalRegistry.start(port, storage)) {
                before = reviews.serializer().serialize("reviews", new Review("before", null));
                reviews.deserializer().deserialize("reviews", before);
                assertThat(local.process().isAlive()).isTrue();
            }

            byte[] after = reviews.serializer().serialize("reviews", new Review("before", null));

            assertThat(after).isEqualTo(before);
            assertThat(reviews.deserializer().deserialize("reviews", after).getText())
                    .isEqualTo("before");
        }
    }

    /** Confluent's registry, and gateways, answer like this on every unknown path. */
    @Test
    void treatsAWrongAddressAsAnOutageNotAsAnUnknownSchema() throws IOException {
        byte[] answer = "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}".getBytes(StandardCharsets.UTF_8);
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        gateway.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gateway.start();
        try (SchemaRegistry registry = connect(Duration.ZERO)) {
            assertThatThrownBy(() -> readOfUnknownId(registry)).isInstanceOf(RegistryUnavailableException.class);
        } finally {
            gateway.stop(0);
        }
    }

    @Test
    void givesUpOnARegistryThatTakesTheQuestionAndNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
                SchemaRegistry registry = SchemaRegistry.connect(
                        "http://127.0.0.1:" + silent.getLocalPort(),
                        Map.of("http.read.timeout.ms", "300"),
                        false,
                        Duration.ZERO)) {
            assertThatThrownBy(() -> readOfUnknownId(registry)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        try (SchemaRegistry registry = connect(Duration.ofMinutes(5))) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    registry.of(Review.class).serializer().serialize("reviews", new Review("text", null));
                } catch (RuntimeException e) {
                    ended.complete(e);
                }
            });
            waiting.start();

            waiting.interrupt();

            assertThat(ended.get(2, TimeUnit.MINUTES)).isInstanceOf(InterruptException.class);
        }
    }

    @Test
    void revealsNoSecret() {
        Level before = root.getLevel();
        root.setLevel(Level.DEBUG);
        Map<String, String> secrets = Map.of(
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "somebody:verysecret");
        try (SchemaRegistry registry = SchemaRegistry.connect(LocalRegistry.url(port), secrets, true, Duration.ZERO)) {
            assertThatThrownBy(() -> registry.of(Review.class).serializer().serialize("reviews", new Review("x", null)))
                    .satisfies(problem -> assertThat(problem).asString().doesNotContain("verysecret"));
        } finally {
            root.setLevel(before);
        }

        assertThat(logged.list)
                .allSatisfy(event ->
                        assertThat(event.getFormattedMessage() + trace(event)).doesNotContain("verysecret"));
    }

    private static void readOfUnknownId(SchemaRegistry registry) {
        byte[] bytes = ByteBuffer.allocate(9).put((byte) 0).putInt(1).array();
        registry.of(Review.class).deserializer().deserialize("reviews", bytes);
    }

    private byte[] writtenBeforeTheOutage(Path storage) {
        try (LocalRegistry local = LocalRegistry.start(port, storage);
                SchemaRegistry registry = SchemaRegistry.connect(local.url(), Map.of(), true)) {
            return registry.of(Review.class).serializer().serialize("reviews", new Review("before", null));
        }
    }

    private SchemaRegistry connect(Duration patience) {
        return SchemaRegistry.connect(LocalRegistry.url(port), Map.of(), true, patience);
    }

    private static String trace(ILoggingEvent event) {
        return event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
    }
}
