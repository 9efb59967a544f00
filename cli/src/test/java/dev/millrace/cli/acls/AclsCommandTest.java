package dev.millrace.cli.acls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AclsCommandTest {

    private final Terminal terminal = Terminal.plain();

    @Test
    void printsACommandForEachResource() {
        List<String> lines = printed("--role", "trainer");

        assertThat(lines).first().isEqualTo("# trainer");
        assertThat(lines)
                .contains(
                        "kafka-acls --bootstrap-server localhost:9092 --add --allow-principal User:millrace-trainer"
                                + " --operation Read --operation Write --topic models --resource-pattern-type literal",
                        "kafka-acls --bootstrap-server localhost:9092 --add --allow-principal User:millrace-trainer"
                                + " --operation Read --group millrace-trainer-image-election"
                                + " --resource-pattern-type literal",
                        "kafka-acls --bootstrap-server localhost:9092 --add --allow-principal User:millrace-trainer"
                                + " --operation Write --transactional-id millrace-trainer-image"
                                + " --resource-pattern-type literal");
        assertThat(lines.stream().skip(1)).allMatch(line -> line.startsWith("kafka-acls "));
    }

    @Test
    void quotesWhatAShellWouldNotPassOn() {
        assertThat(printed(
                        "--role",
                        "producer",
                        "--principal-producer",
                        "User:CN=it's, O=a b",
                        "--command-config",
                        "my file"))
                .contains("kafka-acls --bootstrap-server localhost:9092 --command-config 'my file' --add"
                        + " --allow-principal 'User:CN=it'\\''s, O=a b' --operation Write --topic images"
                        + " --resource-pattern-type literal");
    }

    @Test
    void followsTheTopicPrefix() {
        assertThat(printed("--topic-prefix", "p-", "--role", "streams-app,consumer"))
                .filteredOn(line -> line.contains("--group"))
                .extracting(line -> line.replaceAll(".*--group (\\S+).*", "$1"))
                .containsExactly(
                        "p-millrace-image",
                        "p-millrace-image-labels",
                        "p-millrace-review",
                        "p-millrace-review-labels",
                        "p-millrace-consumer");
    }

    @Test
    void printsTheSameAsRecords() throws Exception {
        int commands = (int)
                printed().stream().filter(line -> line.startsWith("kafka-acls")).count();

        JsonNode entries = new ObjectMapper().readTree(String.join("\n", printed("--format", "json")));

        assertThat(entries).hasSize(commands);
        assertThat(entries).anySatisfy(entry -> {
            assertThat(entry.get("role").asText()).isEqualTo("streams-app");
            assertThat(entry.get("principal").asText()).isEqualTo("User:millrace-streams-app");
            assertThat(entry.get("resourceType").asText()).isEqualTo("TRANSACTIONAL_ID");
            assertThat(entry.get("name").asText()).isEqualTo("millrace-image-");
            assertThat(entry.get("patternType").asText()).isEqualTo("PREFIXED");
            assertThat(entry.get("operations").get(0).asText()).isEqualTo("WRITE");
        });
    }

    @Test
    void refusesARoleThatThereIsNot() {
        assertThat(terminal.millrace("acls", "--role", "nobody")).isEqualTo(2);

        assertThat(terminal.complained())
                .contains("--role")
                .contains("streams-app")
                .contains("got 'nobody'");
    }

    @Test
    void isWhatTheDocumentationShows() throws Exception {
        Path document = Stream.of(Path.of("docs"), Path.of("..", "docs"))
                .map(docs -> docs.resolve("security.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();

        assertThat(Files.readString(document))
                .contains("```\n" + String.join("\n", printed("--format", "table")) + "\n```");
    }

    private List<String> printed(String... options) {
        terminal.clear();
        String[] command = Stream.concat(Stream.of("acls"), Stream.of(options)).toArray(String[]::new);
        assertThat(terminal.millrace(command)).as(terminal.complained()).isZero();
        return terminal.said().lines().toList();
    }
}
