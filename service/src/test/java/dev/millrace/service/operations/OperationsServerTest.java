package dev.millrace.service.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessHealth health = new ProcessHealth(List.of());
    private final OperationsServer server = OperationsServer.start("127.0.0.1", 0, meters, health);

    @BeforeEach
    void run() {
        health.runs(
                () -> new Health(List.of()),
                () -> new Health(List.of("no image model yet")),
                task -> Optional.ofNullable(Map.of(
                                "image", new Health(List.of("no model")),
                                "review", new Health(List.of(), List.of("an older model serves")))
                        .get(task)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void saysThatItLives() throws Exception {
        HttpResponse<String> answer = get("/health/live");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("UP");
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("no image model yet");
    }

    @Test
    void tellsTasksApart() throws Exception {
        assertThat(get("/health/ready/image").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready/image").body()).contains("no model");
        assertThat(get("/health/ready/review").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready/review").body()).contains("an older model serves");
        assertThat(get("/health/ready/frames").statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatWasCounted() throws Exception {
        meters.counter("millrace.swaps", "task", "image").increment(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.body()).contains("millrace_swaps_total{task=\"image\"} 3.0");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
