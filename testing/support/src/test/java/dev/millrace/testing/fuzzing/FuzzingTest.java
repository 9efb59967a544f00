package dev.millrace.testing.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A broken parser is found, and its input can be repeated. */
class FuzzingTest {

    private static final byte[] SOUND = "a length of 12 and more".getBytes(StandardCharsets.UTF_8);
    private static final FuzzBudget LITTLE = new FuzzBudget(2_000, Allocation.of(1, 16));

    @Test
    void findsAReaderThatThrows() {
        assertThatThrownBy(() -> Fuzzing.run("lengths", LITTLE, List.of(SOUND), input -> input[10] == SOUND[10]))
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class)
                .hasMessageMatching("(?s)lengths failed with .*seed \\d+, input \\d+, base64 .*");
    }

    @Test
    void findsAReaderThatBelievesALength() {
        assertThatThrownBy(() -> Fuzzing.run("room", LITTLE, List.of(SOUND), FuzzingTest::makesRoom))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes of heap");
    }

    @Test
    void findsAReaderThatRefusesWhatIsSound() {
        assertThatThrownBy(() -> Fuzzing.run("all", LITTLE, List.of(SOUND), input -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("refuses a sound input")
                .hasMessageContaining("input 0")
                .hasMessageContaining(Base64.getEncoder().encodeToString(SOUND));
    }

    @Test
    void findsAReaderThatIsSlow() {
        FuzzBudget brief = new FuzzBudget(100, Allocation.of(1, 16), Duration.ofMillis(1));
        FuzzInputs inputs = new FuzzInputs(List.of(SOUND), (valid, random) -> new byte[] {1});

        assertThatThrownBy(() -> Fuzzing.run("slow", brief, inputs, FuzzingTest::isRead))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("of processor time, required at most PT0.001S");
    }

    @Test
    void feedsAsManyInputsOnEveryMachine() {
        FuzzReport report =
                Fuzzing.run("all", new FuzzBudget(123, Allocation.of(1, 16)), List.of(SOUND), input -> true);

        assertThat(report.inputs()).isEqualTo(1 + 123);
    }

    @Test
    void justifiesHeapByTheInputsContent() {
        Allocation allocation = Allocation.of(1, 16).plus(input -> 100L * input[0]);

        assertThat(allocation.limit(new byte[] {7, 0})).isEqualTo((1 << 20) + 2 * 16 + 700);
    }

    @Test
    void makesTheSameInputsOfTheSameSeed() {
        Set<String> inputs = new HashSet<>();
        for (int number = 0; number < 1_000; number++) {
            byte[] input = Mutation.ofBytes().mutated(List.of(SOUND), Fuzzing.random(3, number));

            assertThat(Mutation.ofBytes().mutated(List.of(SOUND), Fuzzing.random(3, number)))
                    .isEqualTo(input);
            inputs.add(Arrays.toString(input));
        }
        assertThat(inputs).hasSizeGreaterThan(900);
    }

    /** An input of one byte takes at least 20 ms. */
    private static boolean isRead(byte[] input) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        while (input.length == 1 && threads.getCurrentThreadCpuTime() - started < 20_000_000) {
            Thread.onSpinWait();
        }
        return true;
    }

    private static boolean makesRoom(byte[] input) {
        String text = new String(input, StandardCharsets.US_ASCII);
        String digits = text.replaceAll("\\D", "");
        int length = digits.isEmpty() || digits.length() > 8 ? 0 : Integer.parseInt(digits);
        return new byte[length].length == length;
    }
}
