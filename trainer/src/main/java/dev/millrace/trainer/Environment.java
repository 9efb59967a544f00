package dev.millrace.trainer;

import java.util.Map;

/**
 * The platform facts that a fit depends on in addition to data and settings: floating-point sums differ across them.
 */
final class Environment {

    private Environment() {}

    static Map<String, String> ofThisProcess(int threads) {
        return Map.of(
                "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "arch", System.getProperty("os.arch"),
                "processors", "" + Runtime.getRuntime().availableProcessors(),
                "threads", "" + threads);
    }
}
