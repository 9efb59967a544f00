package dev.millrace.streams.clients;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.streams.clients.ClientProgram.Workplace;
import java.util.List;

/** The documented programs that read predictions, and what they must have read. */
record Consumers(ClientsInstallation millrace, Workplace workplace) {

    /**
     * Runs a consumer until it has printed an answer for each id, and one alone. The topic has no other either.
     *
     * @param mark what the line of an answer contains; {@code %s} stands for the id
     */
    void assertAnswered(List<String> ids, String topic, String mark, String... consumer) {
        List<String> marks = ClientsIT.lines(ids, mark);
        try (ClientProgram program = workplace.start(List.of(), consumer)) {
            until(() -> answers(program, marks) >= ids.size());
            assertThat(marks)
                    .as("answers to each of %s", ids)
                    .allSatisfy(each -> assertThat(program.printed())
                            .filteredOn(line -> line.contains(each))
                            .hasSize(1));
            assertThat(program.printed()).noneMatch(line -> line.contains(ClientsInstallation.ABORTED));
        }
        assertThat(millrace.keys(topic)).filteredOn(ids::contains).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static long answers(ClientProgram program, List<String> marks) {
        return program.printed().stream()
                .filter(line -> marks.stream().anyMatch(line::contains))
                .count();
    }
}
