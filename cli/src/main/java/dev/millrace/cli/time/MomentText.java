package dev.millrace.cli.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses a moment such as {@code 2026-03-01T12:00:00Z}, or a time ago such as {@code 2h}, as {@link DurationText} does.
 */
public final class MomentText implements ITypeConverter<Instant> {

    private final DurationText durations = new DurationText();
    private final InstantSource clock;

    /** @param clock gives the present moment */
    public MomentText(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return ago(text);
        }
    }

    private Instant ago(String text) {
        try {
            return clock.instant().minus(durations.convert(text));
        } catch (TypeConversionException | DateTimeException | ArithmeticException e) {
            throw new TypeConversionException(
                    "required a moment such as 2026-03-01T12:00:00Z, or how long ago such as 2h, got '" + text + "'");
        }
    }
}
