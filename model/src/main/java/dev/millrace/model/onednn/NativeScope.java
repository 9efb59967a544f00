package dev.millrace.model.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/**
 * Native objects with a common lifetime. Closing the scope frees the newest first; the garbage collector frees none.
 */
final class NativeScope implements AutoCloseable {

    private final Deque<Pointer> owned = new ArrayDeque<>();

    <P extends Pointer> P own(P pointer) {
        owned.push(pointer);
        return pointer;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }
}
