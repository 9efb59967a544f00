package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StreamPlanTest {

    @Test
    void hasEverySubjectInEveryCaseByDefault() {
        List<Row> rows = rows("");

        assertThat(rows).doesNotHaveDuplicates().hasSize(4 * 2 * (1 + 2 * 3));
        assertThat(rows.stream().filter(plan("")::measuresLatency))
                .hasSize(4 * 3)
                .allMatch(row -> row.isExactlyOnce() && row.threads() == 1 && !row.isCeiling());
    }

    @Test
    void keepsRowsInWhoseNameTheExpressionIsFound() {
        assertThat(rows("^(noop|ceiling) image png .* 2$").stream().map(Row::name))
                .containsExactly(
                        "ceiling image png none 2",
                        "noop image png exactly_once_v2 2",
                        "noop image png at_least_once 2");
    }

    @Test
    void hasNoGroupWithoutARow() {
        assertThat(plan("no such row").groups()).isEmpty();
    }

    private static List<Row> rows(String only) {
        return plan(only).groups().stream().flatMap(List::stream).toList();
    }

    private static StreamPlan plan(String only) {
        return new StreamPlan(Pattern.compile(only), 5, 1_000, 1, false);
    }
}
