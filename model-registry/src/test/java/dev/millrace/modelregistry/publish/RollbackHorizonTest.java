package dev.millrace.modelregistry.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.ModelManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which versions a rollback can still name. */
final class RollbackHorizonTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int BYTES = 1_000;
    private static final VersionRetention ROOMY = new VersionRetention(1, new RollbackHorizon(1L << 40));

    private final List<ModelManifest> versions = new ArrayList<>();
    private int published;

    /** A version every ten minutes for forty days; after each, what is obsolete goes. */
    @Test
    void keepsAllOfAnHourOneAnHourOfADayAndOneADayOfAMonth() {
        Instant now = START;
        for (int number = 0; number < 40 * 144; number++) {
            now = START.plus(Duration.ofMinutes(10L * number));
            publish(now, "parent");
            retire(ROOMY, Set.of(), now);
        }

        Instant end = now;
        assertThat(ages(end).stream().filter(age -> age < 60)).hasSize(6);
        assertThat(ages(end).stream().filter(age -> age >= 60 && age < 1_440)).hasSizeBetween(22, 25);
        assertThat(ages(end).stream().filter(age -> age >= 1_440)).hasSizeBetween(28, 31);
        for (int day = 1; day < 30; day++) {
            long wanted = day * 1_440L;
            assertThat(ages(end)).as("a version of day %d", day).anyMatch(age -> Math.abs(age - wanted) <= 1_440);
        }
    }

    @Test
    void neverRetiresWhatAnAliasNamesNorTheNewest() {
        for (int number = 0; number < 10; number++) {
            publish(START.plus(Duration.ofMinutes(number)), "parent");
        }
        Set<String> named = Set.of(versions.get(0).getVersion(), versions.get(4).getVersion());

        retire(new VersionRetention(2, new RollbackHorizon(1)), named, START.plus(Duration.ofDays(100)));

        assertThat(versions)
                .extracting(ModelManifest::getVersion)
                .containsExactly("000001", "000005", "000009", "000010");
    }

    @Test
    void letsTheOldestGoBeyondItsBytes() {
        for (int number = 0; number < 6; number++) {
            publish(START.plus(Duration.ofMinutes(number)), "parent");
        }

        retire(
                new VersionRetention(1, new RollbackHorizon(4 * BYTES)),
                Set.of("000001"),
                START.plus(Duration.ofMinutes(10)));

        assertThat(versions)
                .extracting(ModelManifest::getVersion)
                .containsExactly("000001", "000004", "000005", "000006");
    }

    @Test
    void prefersFormerChampionsToUploadsThatWereRefused() {
        publish(START, "parent");
        publish(START.plus(Duration.ofMinutes(5)), null);
        publish(START.plus(Duration.ofHours(3)), "parent");

        Map<String, RollbackHorizon.Tier> tiers = RollbackHorizon.tiers(versions, START.plus(Duration.ofHours(3)));

        assertThat(tiers)
                .isEqualTo(
                        Map.of("000001", RollbackHorizon.Tier.OF_ITS_HOUR, "000003", RollbackHorizon.Tier.LAST_HOUR));
    }

    @Test
    void keepsNothingForItsAgeWithoutBytes() {
        publish(START, "parent");
        publish(START, "parent");

        retire(new VersionRetention(1), Set.of(), START);

        assertThat(versions).hasSize(1);
        assertThatThrownBy(() -> new RollbackHorizon(-1)).hasMessageContaining("at least 0, got -1");
    }

    private void retire(VersionRetention retention, Set<String> named, Instant now) {
        versions.removeAll(new HashSet<>(retention.obsolete(versions, named, now)));
    }

    private List<Long> ages(Instant now) {
        return versions.stream()
                .map(manifest -> Duration.between(Instant.ofEpochMilli(manifest.getCreatedAt()), now)
                        .toMinutes())
                .toList();
    }

    private void publish(Instant at, @Nullable String parent) {
        versions.add(ModelManifest.newBuilder()
                .setTask("image")
                .setVersion(String.format(Locale.ROOT, "%06d", ++published))
                .setSha256("a".repeat(64))
                .setBytes(BYTES)
                .setChunks(1)
                .setCreatedAt(at.toEpochMilli())
                .setParent(parent)
                .setLabels(List.of("a", "b"))
                .setExamples(1)
                .setMetrics(Map.of())
                .build());
    }
}
