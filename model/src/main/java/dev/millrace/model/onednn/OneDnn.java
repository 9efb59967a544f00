package dev.millrace.model.onednn;

import java.util.Locale;
import org.bytedeco.dnnl.global.dnnl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether oneDNN's primitives are available on this machine. {@code -Dmillrace.onednn=off} disables them. */
public final class OneDnn {

    private static final Logger log = LoggerFactory.getLogger(OneDnn.class);
    private static final boolean LOADED = load();

    private OneDnn() {}

    /** Whether oneDNN's primitives can be called. */
    public static boolean isAvailable() {
        return LOADED
                && !"off".equals(System.getProperty("millrace.onednn", "on").toLowerCase(Locale.ROOT));
    }

    /** Whether the processor multiplies bfloat16 matrices in tiles (AMX), and oneDNN uses them. */
    public static boolean hasTiles() {
        int needed = dnnl.dnnl_cpu_isa_avx512_core_amx;
        return isAvailable() && (dnnl.dnnl_get_effective_cpu_isa() & needed) == needed;
    }

    private static boolean load() {
        try {
            org.bytedeco.javacpp.Loader.load(dnnl.class);
            return true;
        } catch (LinkageError e) {
            log.warn("oneDNN's primitives are missing here, networks run slower: reason={}", e.toString());
            return false;
        }
    }
}
