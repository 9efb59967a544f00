package dev.millrace.streams.clients;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.streams.clients.ClientProgram.Workplace;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of docs/clients.md against the running streams app: each record that they send is answered once, and each label
 * joins its record. A client that is not installed is skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {

    private static final String KEY = "\"key\":\"%s\"";
    private static final String CLASSIFIED_TICKETS = "support.tickets.classified";
    private static final Set<String> RUN_HERE = Set.of(
            "tasks.properties",
            "produce.mjs",
            "predictions.mjs",
            "frames.mjs",
            "produce-tickets.sh",
            "label-tickets.sh",
            "produce-photos.sh",
            "label-photos.sh",
            "read-predictions.sh",
            "tickets.py",
            "classified.py",
            "tickets.go",
            "classified.go",
            "Tickets.java",
            "Classified.java");

    private final DocumentedPrograms documented = new DocumentedPrograms();
    private ClientsInstallation millrace;
    private Workplace workplace;
    private Consumers consumers;

    @BeforeAll
    void start(@TempDir Path state, @TempDir Path scratch) {
        Path folder = Path.of("target", "clients").toAbsolutePath();
        documented.copyTo(folder);
        millrace = new ClientsInstallation(folder.resolve("tasks.properties"), state);
        workplace = new Workplace(folder, scratch, millrace.variables());
        consumers = new Consumers(millrace, workplace);
    }

    @AfterAll
    void stop() {
        millrace.close();
    }

    @Test
    void runsEachProgramOfTheDocumentOrTheDocumentSaysThatItDoesNot() {
        assertThat(documented.names()).isEqualTo(RUN_HERE);
        assertThat(documented.sectionsWithoutPrograms())
                .isNotEmpty()
                .allSatisfy((title, text) -> assertThat(text).startsWith("Not run"));
    }

    @Test
    void servesNodeWithTexts() {
        NodePackages.install(workplace);
        List<String> reviews = ids("node-review", 40);
        List<String> labelled = reviews.subList(0, 15);

        produceByNode("reviews", reviews, "{\"text\": \"a good film\", \"label\": null}");
        produceByNode("review-labels", labelled, "{\"label\": \"pos\", \"source\": \"node\"}");

        consumers.assertAnswered(reviews, "review-predictions", KEY, "node", "predictions.mjs", "review-predictions");
        until(() -> millrace.keys("labelled-reviews").size() >= labelled.size());
        assertThat(millrace.keys("labelled-reviews")).containsExactlyInAnyOrderElementsOf(labelled);
        assertThat(millrace.values("labelled-reviews", LabelledReview.class))
                .allMatch(review -> review.getText().equals("a good film") && "node".equals(review.getLabelSource()));
    }

    @Test
    void servesNodeWithImages() {
        NodePackages.install(workplace);
        List<String> images = ids("node-image", 20);
        List<String> labelled = images.subList(0, 10);
        String content = Base64.getEncoder().encodeToString(Photo.png());

        produceByNode(
                "images",
                images,
                "{\"content\": \"" + content + "\", \"encoding\": \"ENCODED\", \"width\": null, \"height\": null,"
                        + " \"label\": null}");
        produceByNode("image-labels", labelled, "{\"label\": \"cat\", \"source\": \"node\"}");

        consumers.assertAnswered(images, "image-predictions", KEY, "node", "predictions.mjs", "image-predictions");
        until(() -> millrace.keys("labelled-images").size() >= labelled.size());
        assertThat(millrace.keys("labelled-images")).containsExactlyInAnyOrderElementsOf(labelled);
        assertThat(millrace.values("labelled-images", LabelledImage.class))
                .allMatch(image -> image.getContent().equals(ByteBuffer.wrap(Photo.png()))
                        && image.getLabel().equals("cat"));
    }

    @Test
    void servesNodeWithAvroOfItsOwn() {
        NodePackages.install(workplace);
        List<String> cameras = ids("node-camera", 20);
        String photo = Base64.getEncoder().encodeToString(Photo.png());

        workplace.run(
                lines(cameras, "{\"camera\": \"%s\", \"photo\": \"" + photo + "\", \"kind\": \"car\"}"),
                "node",
                "frames.mjs");

        consumers.assertAnswered(cameras, "frames-predictions", KEY, "node", "predictions.mjs", "frames-predictions");
        until(() -> millrace.keys("labelled-frames").size() >= cameras.size());
        assertThat(millrace.keys("labelled-frames")).containsExactlyInAnyOrderElementsOf(cameras);
    }

    private void produceByNode(String topic, List<String> keys, String value) {
        workplace.run(lines(keys, "{\"key\": \"%s\", \"value\": " + value + "}"), "node", "produce.mjs", topic);
    }

    @Test
    void servesKcatWithImagesAsTheyAre() {
        requireKcat();
        List<String> photos =
                IntStream.range(0, 12).mapToObj(i -> "kcat-" + i + ".png").toList();
        photos.forEach(name -> Photo.write(workplace.folder().resolve(name)));

        workplace.run(
                List.of(),
                Stream.concat(Stream.of("sh", "produce-photos.sh"), photos.stream())
                        .toArray(String[]::new));
        workplace.run(lines(photos.subList(0, 6), "%s|dog"), "sh", "label-photos.sh");

        until(() -> millrace.keys("photos.classified").size() >= photos.size());
        assertThat(keys(workplace.run(List.of(), "sh", "read-predictions.sh", "photos.classified")))
                .containsExactlyInAnyOrderElementsOf(photos);
        until(() -> millrace.keys("labelled-photos").size() >= 6);
        assertThat(millrace.keys("labelled-photos")).containsExactlyInAnyOrderElementsOf(photos.subList(0, 6));
        assertThat(millrace.values("labelled-photos", LabelledImage.class))
                .allMatch(photo -> photo.getLabel().equals("dog"));
    }

    @Test
    void servesKcatWithJson() {
        requireKcat();
        List<String> tickets = ids("kcat-ticket", 40);

        workplace.run(
                lines(tickets, "desk-%1$s|{\"number\": \"%1$s\", \"body\": \"good %1$s\"}"),
                "sh",
                "produce-tickets.sh");
        workplace.run(
                lines(tickets.subList(0, 20), "{\"number\": \"%s\", \"truth\": \"hardware\"}"),
                "sh",
                "label-tickets.sh");

        List<String> desks = tickets.stream().map(ticket -> "desk-" + ticket).toList();
        until(() -> millrace.keys(CLASSIFIED_TICKETS).containsAll(desks));
        assertThat(keys(workplace.run(List.of(), "sh", "read-predictions.sh", CLASSIFIED_TICKETS)))
                .doesNotContain(ClientsInstallation.ABORTED)
                .filteredOn(key -> key.startsWith("desk-"))
                .containsExactlyInAnyOrderElementsOf(desks);
        until(() -> millrace.keys("labelled-tickets").size() >= 20);
        assertThat(millrace.keys("labelled-tickets")).containsExactlyInAnyOrderElementsOf(tickets.subList(0, 20));
        assertThat(millrace.values("labelled-tickets", LabelledReview.class))
                .allMatch(ticket -> ticket.getLabel().equals("hardware"));
    }

    @Test
    void servesPython() {
        String python = Files.exists(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
        workplace.require("Python with confluent-kafka", python, "-c", "import confluent_kafka");
        List<String> tickets = ids("python-ticket", 30);

        workplace.run(lines(tickets, "{\"number\": \"%1$s\", \"body\": \"dull %1$s\"}"), python, "tickets.py");

        consumers.assertAnswered(tickets, CLASSIFIED_TICKETS, "%s ", python, "classified.py");
    }

    @Test
    void servesJava() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> jar.contains("kafka-clients") || jar.contains("slf4j-api"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> tickets = ids("java-ticket", 30);

        workplace.run(
                lines(tickets, "%1$s|{\"number\": \"%1$s\", \"body\": \"fine %1$s\"}"),
                java,
                "-cp",
                classPath,
                "Tickets.java");

        consumers.assertAnswered(tickets, CLASSIFIED_TICKETS, "%s {", java, "-cp", classPath, "Classified.java");
    }

    @Test
    void servesGo() {
        String[] build = {"go", "build", "-o", "tickets-go", "tickets.go"};
        workplace.require("Go with confluent-kafka-go", build);
        List<String> tickets = ids("go-ticket", 30);

        workplace.run(lines(tickets, "%1$s|{\"number\": \"%1$s\", \"body\": \"bad %1$s\"}"), "./tickets-go");

        workplace.run(List.of(), "go", "build", "-o", "classified-go", "classified.go");
        consumers.assertAnswered(tickets, CLASSIFIED_TICKETS, "%s {", "./classified-go");
    }

    private void requireKcat() {
        workplace.require("kcat", "kcat", "-V");
    }

    private static List<String> keys(List<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.indexOf('|'))).toList();
    }

    private static List<String> ids(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "%s-%02d".formatted(name, i))
                .toList();
    }

    static List<String> lines(List<String> ids, String format) {
        return ids.stream().map(format::formatted).toList();
    }
}
