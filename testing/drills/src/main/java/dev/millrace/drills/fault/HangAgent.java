package dev.millrace.drills.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A Java agent that makes every classifier wait at the {@link HangPoint}, as a network that hangs in native code does. */
public final class HangAgent {

    /** The property with the path of a file; classifiers hang while it exists. */
    public static final String FILE = "millrace.drill.hang";

    private static final String MODELS = "dev/millrace/model/";
    private static final Set<String> METHODS =
            Set.of("classify(Ljava/util/List;)Ljava/util/List;", "classifyFirst(Ljava/util/List;)Ljava/util/List;");

    private HangAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Rewriting());
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
            if (!name.startsWith(MODELS)) {
                return null;
            }
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Classifying(writer), 0);
            return writer.toByteArray();
        }
    }

    private static final class Classifying extends ClassVisitor {

        Classifying(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return METHODS.contains(name + descriptor) ? new Passing(next) : next;
        }
    }

    private static final class Passing extends MethodVisitor {

        Passing(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            String point = HangPoint.class.getName().replace('.', '/');
            super.visitMethodInsn(Opcodes.INVOKESTATIC, point, "pass", "()V", false);
        }
    }

    /** Writes the agent's jar; the class itself is on the class path of every process. */
    public static Path writeJar(Path file) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), HangAgent.class.getName());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's file '" + file + "' can't be written", e);
        }
        return file;
    }
}
