package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node's avsc, which kafkajs' registry client uses, knows nothing of Millrace except the published files. */
class NodeClientIT {

    private static final String PACKAGE = "avsc@5.7.9";
    private static final Path INSTALLED = Path.of("target", "node");

    @TempDir
    private Path folder;

    /** Before each test rather than before all, so that a skipped test is counted and its reason reported. */
    @BeforeEach
    void install() throws Exception {
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

        List<String> sent = new ArrayList<>();
        for (SpecificRecord record : records) {
            sent.add(encoded(record));
        }
        assertThat(answered).isEqualTo(sent);
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
        new GenericDatumWriter<IndexedRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
