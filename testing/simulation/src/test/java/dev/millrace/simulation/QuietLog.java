package dev.millrace.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Silences the app's warnings until closed: simulated models are refused by the thousand. */
final class QuietLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.millrace.streams");
    private final Level level = logger.getEffectiveLevel();

    QuietLog() {
        logger.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        logger.setLevel(level);
    }
}
