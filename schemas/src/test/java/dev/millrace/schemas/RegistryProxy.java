package dev.millrace.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.function.Predicate;

/** Forwards requests to the real registry, unless a gate refuses them or it answers them as a newer registry does. */
final class RegistryProxy implements AutoCloseable {

    /** Decides on a request, given as method and path below the registry's address: {@code PUT /config/a-value}. */
    interface Gate extends Predicate<String> {}

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpServer server;
    private final URI registry;
    private final Gate passes;
    private final Map<String, String> answers;

    private RegistryProxy(HttpServer server, URI registry, Gate passes, Map<String, String> answers) {
        this.server = server;
        this.registry = registry;
        this.passes = passes;
        this.answers = answers;
    }

    /** @param passes asked before each request is forwarded; if it refuses, the answer is 503 */
    static RegistryProxy before(String registry, Gate passes) {
        return start(registry, passes, Map.of());
    }

    /** @param answers to requests that the registry itself can't answer, by path below its address */
    static RegistryProxy answering(String registry, Map<String, String> answers) {
        return start(registry, request -> true, answers);
    }

    private static RegistryProxy start(String registry, Gate passes, Map<String, String> answers) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            RegistryProxy proxy = new RegistryProxy(server, URI.create(registry), passes, answers);
            server.createContext("/", proxy::answer);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + registry.getPath();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        String known = answers.get(path.substring(registry.getPath().length()));
        if (known != null) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, known.length());
            exchange.getResponseBody().write(known.getBytes(UTF_8));
        } else if (passes.test(exchange.getRequestMethod() + " "
                + path.substring(registry.getPath().length()))) {
            HttpResponse<byte[]> answer = passOn(exchange.getRequestMethod(), path, body);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } else {
            exchange.sendResponseHeaders(503, -1);
        }
        exchange.close();
    }

    private HttpResponse<byte[]> passOn(String method, String path, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(registry.resolve(path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the registry was asked", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
