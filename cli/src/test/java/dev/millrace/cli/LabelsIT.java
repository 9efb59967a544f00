package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Installation;
import dev.millrace.records.Decision;
import dev.millrace.records.LabelDecision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelsIT {

    private final Installation installation = new Installation();
    private final Terminal terminal = Terminal.on(installation.connection());

    @BeforeEach
    void makeTopics() {
        installation.makeTopics();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void recordsWhoDecidedAndWhyAndListsTheLatestDecision() {
        assertThat(labels("approve", "image", "--reason", "new product line", "tram", "a/b"))
                .isZero();
        assertThat(terminal.said()).contains("approved 2 labels of task image", "'millrace models train image'");
        assertThat(labels("refuse", "image", "--reason", "a typo", "a/b", "trma"))
                .isZero();
        assertThat(labels("approve", "review", "--reason", "another task", "other"))
                .isZero();

        assertThat(labels("list", "image")).isZero();

        assertThat(terminal.said()
                        .lines()
                        .filter(line -> line.contains("appr") || line.contains("refused "))
                        .filter(line -> line.contains(" no ")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("a/b").contains("refused", "a typo"),
                        line -> assertThat(line).startsWith("tram").contains("approved", "new product line"),
                        line -> assertThat(line).startsWith("trma").contains("refused", "a typo"));
        assertThat(installation.values(installation.topics().labelApprovals()))
                .hasSize(5)
                .allSatisfy(decision -> assertThat(decision.getBy()).isEqualTo(System.getProperty("user.name")))
                .extracting(LabelDecision::getDecision)
                .contains(Decision.APPROVED, Decision.REFUSED);
    }

    @Test
    void refusesWhatIsNoLabelOrNoTask() {
        assertThat(labels("approve", "image", "--reason", "r", "x".repeat(201))).isEqualTo(1);
        assertThat(terminal.complained()).contains("at most 200 characters");
        assertThat(labels("approve", "audio", "--reason", "r", "x")).isEqualTo(1);
        assertThat(terminal.complained()).contains("there is no task 'audio'; the configuration has image, review");
        assertThat(labels("approve", "image", "x")).isEqualTo(2);
        assertThat(installation.values(installation.topics().labelApprovals())).isEmpty();
    }

    private int labels(String action, String task, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "labels";
        arguments[1] = action;
        arguments[2] = "--task";
        arguments[3] = task;
        System.arraycopy(more, 0, arguments, 4, more.length);
        return terminal.millrace(arguments);
    }
}
