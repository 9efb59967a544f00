package dev.millrace.drills.fault;

import java.util.Arrays;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Redirects a class' reads of the machine's clock to the {@link ShiftedClock}, whether by a call or a method reference.
 */
final class ClockCalls extends ClassVisitor {

    private static final String SHIFTED = ShiftedClock.class.getName().replace('.', '/');
    private static final Set<String> CLOCK = Set.of(
            "java/lang/System.currentTimeMillis()J",
            "java/time/Instant.now()Ljava/time/Instant;",
            "java/time/InstantSource.system()Ljava/time/InstantSource;");

    ClockCalls(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private static boolean isClock(String owner, String name, String descriptor) {
        return CLOCK.contains(owner + "." + name + descriptor);
    }

    private static final class Calls extends MethodVisitor {

        Calls(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (isClock(owner, name, descriptor)) {
                super.visitMethodInsn(opcode, SHIFTED, name, descriptor, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            super.visitInvokeDynamicInsn(
                    name,
                    descriptor,
                    bootstrap,
                    Arrays.stream(arguments).map(Calls::shifted).toArray());
        }

        private static Object shifted(Object argument) {
            return argument instanceof Handle handle && isClock(handle.getOwner(), handle.getName(), handle.getDesc())
                    ? new Handle(handle.getTag(), SHIFTED, handle.getName(), handle.getDesc(), false)
                    : argument;
        }
    }
}
