package dev.millrace.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The real registry behind a server that requires TLS and basic authentication, as gateways do. It listens on loopback under the
 * name {@code localhost}.
 */
public final class SecuredRegistry implements AutoCloseable {

    private static final int UNAUTHORIZED = 401;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String origin;
    private final String path;
    private final String credentials;

    private SecuredRegistry(HttpsServer server, URI registry, String credentials) {
        this.server = server;
        this.origin = "http://" + registry.getAuthority();
        this.path = registry.getPath();
        this.credentials = credentials;
    }

    /**
     * Starts it in front of a registry.
     *
     * @param registry base address of the registry for Confluent's client
     * @param userAndPassword with a colon in between
     */
    public static SecuredRegistry start(String registry, TestCertificates certificates, String userAndPassword) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(certificates)));
            String expected =
                    "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
            SecuredRegistry secured = new SecuredRegistry(server, URI.create(registry), expected);
            server.createContext("/", secured::handle);
            server.setExecutor(secured.threads);
            server.start();
            return secured;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the server's certificate can't be used", e);
        }
    }

    /** The base address for Confluent's client. */
    public String url() {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    /** The same server under a name that its certificate does not have. */
    public String urlByAddress() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static SSLContext context(TestCertificates certificates) throws IOException, GeneralSecurityException {
        char[] password = certificates.password().toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(certificates.server())) {
            keys.load(stored, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(UNAUTHORIZED, -1);
                return;
            }
            HttpResponse<byte[]> answer = forward(exchange);
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer.body());
            }
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the registry answered", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
