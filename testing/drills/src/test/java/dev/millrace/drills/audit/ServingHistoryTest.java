package dev.millrace.drills.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServingHistoryTest {

    private final ServingHistory history = new ServingHistory();

    @Test
    void aVersionIsOutdatedSinceAnotherOneWasNamed() {
        named("one", 10);
        named("two", 20);
        named("three", 30);

        assertThat(outdated("one", 15)).isZero();
        assertThat(outdated("one", 35)).isEqualTo(Duration.ofSeconds(15));
        assertThat(outdated("two", 35)).isEqualTo(Duration.ofSeconds(5));
        assertThat(outdated("three", 35)).isZero();
    }

    @Test
    void aVersionThatIsNamedAgainIsNotOutdated() {
        named("one", 10);
        named("two", 20);
        named("one", 30);

        assertThat(outdated("one", 29)).isEqualTo(Duration.ofSeconds(9));
        assertThat(outdated("one", 35)).isZero();
        assertThat(outdated("two", 35)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anAnswerByAVersionThatWasNamedLaterThanItsInputIsNotOutdated() {
        named("one", 10);
        named("two", 20);

        assertThat(outdated("two", 15)).isZero();
    }

    @Test
    void aVersionThatNobodyCanServeOutdatesNone() {
        named("one", 10);
        named("spoiled", 20);

        ServingHistory usable = history.without((task, version) -> version.equals("spoiled"));

        assertThat(usable.outdated(stamp("one"), seconds(60))).isZero();
    }

    private void named(String version, long second) {
        history.named("image", version, seconds(second));
    }

    private Duration outdated(String version, long second) {
        return history.outdated(stamp(version), seconds(second));
    }

    private static Stamp stamp(String version) {
        return new Stamp("image", version, "");
    }

    private static long seconds(long second) {
        return Duration.ofSeconds(second).toNanos();
    }
}
