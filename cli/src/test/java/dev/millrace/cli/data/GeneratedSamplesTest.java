package dev.millrace.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedSamplesTest {

    static Samples[] generated() {
        return new Samples[] {new GeneratedImages(2_000, 5), new GeneratedReviews(2_000, 5)};
    }

    @ParameterizedTest
    @MethodSource("generated")
    void neverMakesTheSameSampleTwice(Samples samples) {
        Set<String> ids = IntStream.range(0, samples.size())
                .mapToObj(index -> samples.get(index).id())
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(samples.size());
    }

    @ParameterizedTest
    @MethodSource("generated")
    void makesTheSameSampleAtTheSamePlaceAgain(Samples samples) {
        assertThat(samples.get(77).content()).isEqualTo(samples.get(77).content());
        assertThat(samples.get(77).label()).isEqualTo(samples.get(77).label());
    }

    @ParameterizedTest
    @MethodSource("generated")
    void spreadsOverItsLabels(Samples samples) {
        var counts = IntStream.range(0, samples.size())
                .mapToObj(index -> samples.get(index).label())
                .collect(Collectors.groupingBy(label -> label, Collectors.counting()));

        assertThat(counts).hasSizeBetween(2, 10);
        assertThat(counts.values()).allMatch(count -> count > 0.7 * samples.size() / counts.size());
    }
}
