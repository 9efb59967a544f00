package dev.millrace.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Runs without the app's warnings: simulated models are refused by the thousand. */
final class QuietLog {

    private QuietLog() {}

    static void during(Runnable runs) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.millrace.streams");
        Level level = logger.getEffectiveLevel();
        logger.setLevel(Level.OFF);
        try {
            runs.run();
        } finally {
            logger.setLevel(level);
        }
    }
}
