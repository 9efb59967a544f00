package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusedSchemasTest {

    private long now;
    private final RefusedSchemas refused = new RefusedSchemas(() -> now);
    private final List<Integer> asked = new ArrayList<>();

    @Test
    void asksOnceForAnUnknownSchemaUntilItsMemoryEnds() {
        assertUnknown(7);
        now = RefusedSchemas.MEMORY.toNanos() - 1;
        assertUnknown(7);
        assertThat(asked).containsExactly(7);

        now++;
        assertUnknown(7);
        assertThat(asked).containsExactly(7, 7);
    }

    @Test
    void asksAgainForASchemaThatThisProcessRegistered() {
        assertUnknown(7);
        refused.forget(7);

        assertThat(refused.remember(7, () -> "schema")).isEqualTo("schema");
    }

    @Test
    void remembersNoKnownSchema() {
        assertThat(refused.remember(7, () -> "schema")).isEqualTo("schema");
        assertUnknown(7);
        assertThat(asked).containsExactly(7);
    }

    @Test
    void refusesAgainForTheSameReason() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> refused.remember("key", () -> {
                        asked.add(1);
                        throw new MalformedRecordException("required another subject");
                    }))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage("required another subject");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        for (int id = 0; id <= RefusedSchemas.MOST; id++) {
            assertUnknown(id);
        }
        asked.clear();

        assertUnknown(RefusedSchemas.MOST);
        assertUnknown(1);
        assertThat(asked).isEmpty();
        assertUnknown(0);
        assertThat(asked).containsExactly(0);
    }

    private void assertUnknown(int id) {
        assertThatThrownBy(() -> refused.remember(id, () -> {
                    asked.add(id);
                    throw new UnknownSchemaException("no schema id " + id);
                }))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("no schema id " + id);
    }
}
