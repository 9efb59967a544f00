package dev.millrace.drills.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * A Java agent that makes Kafka's and Millrace's code read the {@link ShiftedClock}. A file sets the shift in
 * milliseconds. The monotonic clock is unchanged.
 */
public final class ClockAgent {

    /** The property with the file's path; without a file there is no shift. */
    public static final String FILE = "millrace.drill.clock";

    private static final Duration LOOK = Duration.ofMillis(100);

    private ClockAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        Path file = Path.of(System.getProperty(FILE, "no-clock-file"));
        Thread watch = new Thread(() -> watch(file), "clock-agent");
        watch.setDaemon(true);
        watch.start();
        instrumentation.addTransformer(new Rewriting());
    }

    private static void watch(Path file) {
        while (true) {
            try {
                ShiftedClock.shift(
                        Files.exists(file)
                                ? Long.parseLong(Files.readString(file).strip())
                                : 0);
            } catch (IOException e) {
                throw new UncheckedIOException("the clock's file can't be read", e);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static final class Rewriting implements ClassFileTransformer {

        @Override
        @SuppressWarnings("ReturnsNullArray") // null is how a transformer says that it leaves a class alone
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            boolean wanted = name.startsWith("org/apache/kafka/") || name.startsWith("dev/millrace/");
            if (!wanted || name.startsWith("dev/millrace/cli/drill/fault/")) {
                return null;
            }
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new ClockCalls(writer), 0);
            return writer.toByteArray();
        }
    }

    /** Writes the agent's jar; the class itself is on the class path of every process. */
    public static Path writeJar(Path file) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), ClockAgent.class.getName());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's file '" + file + "' can't be written", e);
        }
        return file;
    }
}
