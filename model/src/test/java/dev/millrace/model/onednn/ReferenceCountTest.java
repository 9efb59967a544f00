package dev.millrace.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReferenceCountTest {

    private final AtomicInteger frees = new AtomicInteger();
    private final ReferenceCount uses = new ReferenceCount(frees::incrementAndGet);

    @Test
    void freesOnceTheLastUseHasEnded() {
        assertThat(uses.acquiredBy(() -> "one")).isEqualTo("one");
        assertThat(uses.acquiredBy(() -> "other")).isEqualTo("other");

        uses.close();
        uses.release();
        assertThat(frees).hasValue(0);
        uses.release();

        assertThat(frees).hasValue(1);
        assertThatThrownBy(() -> uses.acquiredBy(() -> "late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsNoUseThatCouldNotBegin() {
        assertThatThrownBy(() -> uses.acquiredBy(() -> {
                    throw new OutOfMemoryError("no memory for a user");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        uses.close();

        assertThat(frees).hasValue(1);
    }
}
