package dev.millrace.simulation;

import dev.millrace.model.artifact.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs seeds and prints the digest of each one's steps, so that two processes can be compared. */
final class SeedDigests {

    private SeedDigests() {}

    /** One line per argument: the seed and the digest. */
    public static void main(String[] arguments) {
        List<Long> seeds = new ArrayList<>();
        for (String argument : arguments) {
            seeds.add(Long.valueOf(argument));
        }
        of(seeds).forEach((seed, digest) -> System.out.println(seed + " " + digest.hex()));
    }

    /** Runs the seeds in this order. */
    static Map<Long, Sha256> of(List<Long> seeds) {
        Map<Long, Sha256> digests = new TreeMap<>();
        QuietLog.during(() -> {
            for (long seed : seeds) {
                Simulation simulation = new Simulation(seed);
                simulation.run();
                digests.put(seed, simulation.digest());
            }
        });
        return digests;
    }
}
