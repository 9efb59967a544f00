package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node's avsc, which kafkajs' registry client uses, knows nothing of Millrace but the published files. */
class NodeClientIT {

    private static final String PACKAGE = "avsc@5.7.9";
    private static final Path INSTALLED = Path.of("target", "node");

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws Exception {
        requireProgram("node");
        requireProgram("npm");
        Path log = Path.of("target", "npm-install.log");
        Process npm = new ProcessBuilder(
                        "npm",
                        "install",
                        "--prefix",
                        INSTALLED.toString(),
                        "--no-save",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--fetch-retries=1",
                        "--fetch-timeout=60000",
                        PACKAGE)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (npm.waitFor() != 0) {
            Assumptions.abort("skipped: npm can't install " + PACKAGE + ": " + Files.readString(log));
        }
    }

    private static void requireProgram(String name) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(name, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                Assumptions.abort("skipped: '" + name + " --version' ended with " + process.exitValue());
            }
        } catch (IOException e) {
            Assumptions.abort("skipped: required the program '" + name + "', it is not installed: " + e.getMessage());
        }
    }

    @Test
    void readsAndWritesARecordOfEachPublishedSchema() throws Exception {
        List<SpecificRecord> records = Samples.all();
        assertThat(records.stream().map(NodeClientIT::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(PublishedSchemas.files().stream()
                        .map(PublishedSchemas::record)
                        .toList());

        List<String> answered = node(records);

        assertThat(answered).hasSameSizeAs(records);
        for (int place = 0; place < records.size(); place++) {
            assertThat(decoded(answered.get(place), records.get(place))).isEqualTo(records.get(place));
        }
    }

    private List<String> node(List<SpecificRecord> records) throws Exception {
        Path sent = folder.resolve("sent");
        Path answered = folder.resolve("answered");
        Path complaint = folder.resolve("complaint");
        StringBuilder lines = new StringBuilder();
        for (SpecificRecord record : records) {
            lines.append(name(record)).append(' ').append(encoded(record)).append('\n');
        }
        Files.writeString(sent, lines);
        Path script = Path.of(Objects.requireNonNull(NodeClientIT.class.getResource("/node/round-trip.js"))
                .toURI());
        Process node = new ProcessBuilder(
                        "node", script.toString(), INSTALLED.toString(), PublishedSchemas.FOLDER.toString())
                .redirectInput(sent.toFile())
                .redirectOutput(answered.toFile())
                .redirectError(complaint.toFile())
                .start();
        assertThat(node.waitFor()).as("node: %s", Files.readString(complaint)).isZero();
        return Files.readAllLines(answered);
    }

    private static String name(SpecificRecord record) {
        return record.getSchema().getName();
    }

    private static String encoded(SpecificRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static SpecificRecord decoded(String base64, SpecificRecord like) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(base64);
        return new SpecificDatumReader<SpecificRecord>(like.getSchema())
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
