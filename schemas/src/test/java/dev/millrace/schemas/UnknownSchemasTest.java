package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnknownSchemasTest {

    private long now;
    private final UnknownSchemas unknown = new UnknownSchemas(() -> now);
    private final List<Integer> asked = new ArrayList<>();

    @Test
    void asksOnceForAnUnknownSchemaUntilItsMemoryEnds() {
        assertUnknown(7);
        now = UnknownSchemas.MEMORY.toNanos() - 1;
        assertUnknown(7);
        assertThat(asked).containsExactly(7);

        now++;
        assertUnknown(7);
        assertThat(asked).containsExactly(7, 7);
    }

    @Test
    void asksAgainForASchemaThatThisProcessRegistered() {
        assertUnknown(7);
        unknown.forget(7);

        assertThat(unknown.remember(7, () -> "schema")).isEqualTo("schema");
    }

    @Test
    void remembersNoKnownSchema() {
        assertThat(unknown.remember(7, () -> "schema")).isEqualTo("schema");
        assertUnknown(7);
        assertThat(asked).containsExactly(7);
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        for (int id = 0; id <= UnknownSchemas.MOST; id++) {
            assertUnknown(id);
        }
        asked.clear();

        assertUnknown(UnknownSchemas.MOST);
        assertUnknown(1);
        assertThat(asked).isEmpty();
        assertUnknown(0);
        assertThat(asked).containsExactly(0);
    }

    private void assertUnknown(int id) {
        assertThatThrownBy(() -> unknown.remember(id, () -> {
                    asked.add(id);
                    throw new UnknownSchemaException("no schema id " + id);
                }))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("no schema id " + id);
    }
}
