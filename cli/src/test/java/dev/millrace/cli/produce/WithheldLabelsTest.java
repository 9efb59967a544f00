package dev.millrace.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.data.GeneratedReviews;
import dev.millrace.cli.data.Sample;
import dev.millrace.model.artifact.Sha256;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WithheldLabelsTest {

    private final List<Sample> samples = IntStream.range(0, 5_000)
            .mapToObj(new GeneratedReviews(5_000, 1)::get)
            .toList();

    @Test
    void holdsBackItsShare() {
        assertThat(samples.stream().filter(new WithheldLabels(0.2)::test).count())
                .isBetween(900L, 1_100L);
        assertThat(samples).noneMatch(new WithheldLabels(0)::test).allMatch(new WithheldLabels(1)::test);
    }

    @Test
    void decidesByTheContentAlone() {
        WithheldLabels withheld = new WithheldLabels(0.5);

        assertThat(samples)
                .allMatch(sample -> withheld.test(sample) == withheld.test(Sample.text("other", sample.text())));
    }

    @Test
    void isIndependentOfTheDigestByWhichATrainerSplits() {
        WithheldLabels withheld = new WithheldLabels(0.5);

        long both = samples.stream()
                .filter(withheld::test)
                .filter(sample -> Sha256.of(sample.content()).hex().charAt(0) < '8')
                .count();

        assertThat(both).isBetween(1_130L, 1_370L);
    }
}
