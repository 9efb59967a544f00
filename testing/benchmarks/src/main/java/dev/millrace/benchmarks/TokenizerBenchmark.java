package dev.millrace.benchmarks;

import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.TextEncoder;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * Processor time from texts to word ids, by the Unicode tokenizer and by the basic one, in turns in one run. Other load on
 * the machine changes both alike, so the ratio is steadier than the times.
 */
public final class TokenizerBenchmark {

    private static final int RECORDS = 200;
    private static final int ROUNDS = 101;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PrintStream out;

    /** @param out receives the table */
    public TokenizerBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Measures every kind of text twice, the first time to warm up, and prints a table. */
    public void run() {
        out.printf("%-22s %14s %14s %8s%n", "texts", "unicode, µs", "basic, µs", "ratio");
        Arrays.stream(SampleText.values()).forEach(TokenizerBenchmark::measured);
        Arrays.stream(SampleText.values())
                .map(TokenizerBenchmark::measured)
                .forEach(row -> out.printf(
                        "%-22s %14.1f %14.1f %8.2f%n", row.texts(), row.unicode(), row.basic(), row.ratio()));
    }

    /**
     * One kind of text.
     *
     * @param unicode microseconds a text, the median
     * @param basic the same
     * @param ratio the median of the rounds' ratios
     */
    private record Row(String texts, double unicode, double basic, double ratio) {}

    private static Row measured(SampleText kind) {
        List<String> texts = kind.texts(RECORDS);
        TextEncoder basic = new TextEncoder(Samples.VOCABULARY, Samples.TOKENS, TokenizerKind.BASIC);
        TextEncoder unicode = new TextEncoder(Samples.VOCABULARY, Samples.TOKENS, TokenizerKind.UNICODE);
        double[] basics = new double[ROUNDS];
        double[] unicodes = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            boolean isBasicFirst = round % 2 == 0;
            double first = microseconds(isBasicFirst ? basic : unicode, texts);
            double second = microseconds(isBasicFirst ? unicode : basic, texts);
            basics[round] = isBasicFirst ? first : second;
            unicodes[round] = isBasicFirst ? second : first;
            ratios[round] = unicodes[round] / basics[round];
        }
        return new Row(kind.description(), median(unicodes), median(basics), median(ratios));
    }

    private static double microseconds(TextEncoder encoder, List<String> texts) {
        long started = THREADS.getCurrentThreadCpuTime();
        int words = 0;
        for (String text : texts) {
            words += encoder.encode(text).length;
        }
        long ended = THREADS.getCurrentThreadCpuTime();
        if (words == 0) {
            throw new IllegalStateException("required texts with words");
        }
        return (ended - started) / 1e3 / texts.size();
    }

    private static double median(double[] rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
