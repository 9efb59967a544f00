package dev.millrace.cli.acls;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that this JVM logs while it is open: of Millrace from DEBUG on, of the rest from INFO on, with stack traces. */
final class RecordedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.millrace");
    private final Level rootLevel = root.getLevel();
    private final Level ourLevel = ours.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    RecordedLog() {
        setContext(root.getLoggerContext());
        start();
        root.setLevel(Level.INFO);
        ours.setLevel(Level.DEBUG);
        root.iteratorForAppenders().forEachRemaining(console -> console.addFilter(new WarningsOnly()));
        root.addAppender(this);
    }

    private static final class WarningsOnly extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.WARN) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + trace);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.iteratorForAppenders().forEachRemaining(console -> console.clearAllFilters());
        root.setLevel(rootLevel);
        ours.setLevel(ourLevel);
    }
}
