package dev.millrace.modelregistry.publish;

import dev.millrace.records.ModelManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far back a version can be named for a rollback: all versions of the last hour stay, then one an hour for a day, then
 * one a day for thirty days, as long as they fit.
 *
 * @param maxBytes of a task's versions together; beyond it, the oldest go first. 0 for no horizon
 */
public record RollbackHorizon(long maxBytes) {

    private static final Duration ALL = Duration.ofHours(1);
    private static final Duration HOURLY = Duration.ofDays(1);
    private static final Duration DAILY = Duration.ofDays(30);

    public RollbackHorizon {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("bytes of versions to keep must be at least 0, got " + maxBytes);
        }
    }

    /** No version stays for its age. */
    public static RollbackHorizon none() {
        return new RollbackHorizon(0);
    }

    /** Why a version stays. */
    public enum Tier {
        /** It is younger than an hour. */
        LAST_HOUR,
        /** It is the newest former champion of its hour, and younger than a day. */
        OF_ITS_HOUR,
        /** It is the newest former champion of its day, and younger than thirty days. */
        OF_ITS_DAY
    }

    /** A stretch of time, in hours or days since 1970. */
    private record Slot(Tier tier, long number) {}

    /**
     * The versions that stay for their age, however large.
     *
     * @param versions of one task, oldest first
     */
    public static Map<String, Tier> tiers(List<ModelManifest> versions, Instant now) {
        Map<String, Tier> tiers = new HashMap<>();
        Map<Slot, ModelManifest> newest = new HashMap<>();
        for (ModelManifest manifest : versions) {
            slot(manifest, now).ifPresent(slot -> {
                if (slot.tier() == Tier.LAST_HOUR) {
                    tiers.put(manifest.getVersion(), slot.tier());
                } else {
                    newest.merge(slot, manifest, RollbackHorizon::better);
                }
            });
        }
        newest.forEach((slot, manifest) -> tiers.put(manifest.getVersion(), slot.tier()));
        return Map.copyOf(tiers);
    }

    /**
     * The versions that stay for their age and fit.
     *
     * @param versions of one task, oldest first
     * @param stay versions that stay in any case; their bytes count
     */
    Set<String> kept(List<ModelManifest> versions, Collection<String> stay, Instant now) {
        if (maxBytes == 0) {
            return Set.of();
        }
        Set<String> wanted = tiers(versions, now).keySet();
        long bytes = versions.stream()
                .filter(manifest -> stay.contains(manifest.getVersion()))
                .mapToLong(ModelManifest::getBytes)
                .sum();
        Set<String> kept = new HashSet<>();
        for (int i = versions.size() - 1; i >= 0; i--) {
            ModelManifest manifest = versions.get(i);
            if (!wanted.contains(manifest.getVersion()) || stay.contains(manifest.getVersion())) {
                continue;
            }
            bytes += manifest.getBytes();
            if (bytes > maxBytes) {
                break;
            }
            kept.add(manifest.getVersion());
        }
        return kept;
    }

    private static Optional<Slot> slot(ModelManifest manifest, Instant now) {
        Instant created = Instant.ofEpochMilli(manifest.getCreatedAt());
        Duration age = Duration.between(created, now);
        if (age.compareTo(ALL) < 0) {
            return Optional.of(new Slot(Tier.LAST_HOUR, 0));
        }
        if (age.compareTo(HOURLY) < 0) {
            return Optional.of(new Slot(Tier.OF_ITS_HOUR, created.getEpochSecond() / ALL.toSeconds()));
        }
        return age.compareTo(DAILY) < 0
                ? Optional.of(new Slot(Tier.OF_ITS_DAY, created.getEpochSecond() / HOURLY.toSeconds()))
                : Optional.empty();
    }

    /** The later one, but a former champion rather than an upload that the gate never passed, which has no parent. */
    private static ModelManifest better(ModelManifest earlier, ModelManifest later) {
        return earlier.getParent() != null && later.getParent() == null ? earlier : later;
    }
}
