package dev.millrace.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    /** More than a process can address. */
    private static final long TOO_MANY = 1L << 45;

    @Test
    void recognisesOneDnnsLackOfMemory() {
        assumeTrue(OneDnn.isAvailable(), "oneDNN, whose failures these are, is missing here");
        try (OneDnnGraph graph = new OneDnnGraph(Precision.FLOAT32)) {
            Throwable failure = catchThrowable(() -> graph.memory(graph.plain(memory.format_tag.a, TOO_MANY)));

            assertThat(failure).isInstanceOf(RuntimeException.class);
            assertThat(NativeMemory.isLacking(failure)).isTrue();
        }
    }

    @Test
    void distinguishesOtherFailuresOfOneDnn() {
        assumeTrue(OneDnn.isAvailable(), "oneDNN, whose failures these are, is missing here");
        try (OneDnnGraph graph = new OneDnnGraph(Precision.FLOAT32)) {
            Throwable failure = catchThrowable(() -> graph.plain(memory.format_tag.a, -1, -1));

            assertThat(failure).isInstanceOf(RuntimeException.class);
            assertThat(NativeMemory.isLacking(failure)).isFalse();
        }
    }

    @Test
    void recognisesJavasLackOfMemory() {
        Throwable failure = catchThrowable(() -> new FloatPointer(TOO_MANY).close());

        assertThat(NativeMemory.isLacking(failure)).isTrue();
        assertThat(NativeMemory.isLacking(new OutOfMemoryError("Java heap space")))
                .isTrue();
        assertThat(NativeMemory.isLacking(new IllegalStateException())).isFalse();
    }

    @Test
    void distinguishesTheHeapFromOtherMemory() {
        Throwable failure = catchThrowable(() -> new FloatPointer(TOO_MANY).close());
        Throwable heap = catchThrowable(() -> Arrays.copyOf(new byte[1], Integer.MAX_VALUE));

        assertThat(heap).isInstanceOf(OutOfMemoryError.class);
        assertThat(NativeMemory.isLackingOutsideOfHeap(failure)).isTrue();
        assertThat(NativeMemory.isLackingOutsideOfHeap(new IllegalStateException("std::bad_alloc")))
                .isTrue();
        assertThat(NativeMemory.isLackingOutsideOfHeap(heap)).isFalse();
        assertThat(NativeMemory.isLackingOutsideOfHeap(new OutOfMemoryError("Java heap space")))
                .isFalse();
        assertThat(NativeMemory.isLackingOutsideOfHeap(new StackOverflowError()))
                .isFalse();
    }
}
