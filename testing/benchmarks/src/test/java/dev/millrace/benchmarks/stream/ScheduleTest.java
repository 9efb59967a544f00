package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final long START = 1_000;

    @Test
    void schedulesRecordsAtEvenIntervals() {
        Schedule schedule = new Schedule(START, 2_000);

        assertThat(schedule.intendedNanos(0)).isEqualTo(START);
        assertThat(schedule.intendedNanos(3)).isEqualTo(START + 1_500_000);
    }

    @Test
    void hasNothingDueBeforeItsStart() {
        assertThat(new Schedule(START, 1).due(START - 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 3, 1_000, 12_345.6})
    void hasARecordDueFromItsIntendedMomentOn(double perSecond) {
        Schedule schedule = new Schedule(START, perSecond);

        for (long place = 0; place < 2_000; place++) {
            assertThat(schedule.due(schedule.intendedNanos(place))).isEqualTo(place + 1);
            assertThat(schedule.due(schedule.intendedNanos(place) - 1)).isEqualTo(place);
        }
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatThrownBy(() -> new Schedule(START, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
    }
}
