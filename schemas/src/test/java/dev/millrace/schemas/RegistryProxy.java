package dev.millrace.schemas;

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
import java.util.function.Predicate;

/** Forwards requests to the real registry, unless a gate refuses them. */
final class RegistryProxy implements AutoCloseable {

    /** Decides on a request, given as method and path below the registry's address: {@code PUT /config/a-value}. */
    interface Gate extends Predicate<String> {}

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpServer server;
    private final URI registry;
    private final Gate passes;

    private RegistryProxy(HttpServer server, URI registry, Gate passes) {
        this.server = server;
        this.registry = registry;
        this.passes = passes;
    }

    /** @param passes asked before each request is forwarded; if it refuses, the answer is 503 */
    static RegistryProxy before(String registry, Gate passes) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            RegistryProxy proxy = new RegistryProxy(server, URI.create(registry), passes);
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
        if (passes.test(exchange.getRequestMethod() + " "
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
