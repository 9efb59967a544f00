package dev.millrace.drills.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

class ClockCallsTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** Asks the clock in every way that is rewritten. */
    public static final class Subject implements LongSupplier {

        /** The earliest of all answers. */
        @Override
        public long getAsLong() {
            LongSupplier reference = System::currentTimeMillis;
            return List.of(
                            System.currentTimeMillis(),
                            Instant.now().toEpochMilli(),
                            InstantSource.system().millis(),
                            reference.getAsLong())
                    .stream()
                    .mapToLong(Long::longValue)
                    .min()
                    .orElseThrow();
        }
    }

    @AfterEach
    void setTheClockRight() {
        ShiftedClock.shift(0);
    }

    @Test
    void redirectEveryWayOfReadingTheClock() throws Exception {
        LongSupplier subject =
                (LongSupplier) rewritten(Subject.class).getDeclaredConstructor().newInstance();

        ShiftedClock.shift(HOUR);

        assertThat(subject.getAsLong()).isGreaterThanOrEqualTo(System.currentTimeMillis() + HOUR - 10_000);
        assertThat(new Subject().getAsLong()).isLessThan(System.currentTimeMillis() + HOUR / 2);
    }

    private static Class<?> rewritten(Class<?> original) throws IOException {
        try (InputStream file =
                original.getResourceAsStream("/" + original.getName().replace('.', '/') + ".class")) {
            ClassReader reader = new ClassReader(file);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new ClockCalls(writer), 0);
            return new Loader().define(original.getName(), writer.toByteArray());
        }
    }

    private static final class Loader extends ClassLoader {

        Loader() {
            super(ClockCallsTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] content) {
            return defineClass(name, content, 0, content.length);
        }
    }
}
