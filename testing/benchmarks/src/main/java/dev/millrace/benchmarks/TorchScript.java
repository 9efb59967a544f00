package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes TorchScript archives, so that PyTorch can run without Python: a module without parameters, whose
 * {@code forward} takes the weights as arguments.
 *
 * <p>The layout is that of PyTorch's serialisation format, version 3: the code as text, the module as a pickle.
 */
final class TorchScript {

    /** A module of class {@code Model} with one attribute, {@code training = False}, as pickle protocol 2 writes it. */
    private static final String MODULE_PICKLE = "\u0080\u0002c__torch__\nModel\n)\u0081}(X\b\0\0\0training\u0089ub.";

    /** An empty tuple. */
    private static final String CONSTANTS_PICKLE = "\u0080\u0002).";

    private static final String MODULE_HEAD = """
            class Model(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private TorchScript() {}

    /** Writes {@code directory/name.pt}, a module whose one method {@code forward} is given as TorchScript source. */
    static void write(Path directory, String name, String forward) {
        try (OutputStream file = Files.newOutputStream(directory.resolve(name + ".pt"));
                ZipOutputStream archive = new ZipOutputStream(file)) {
            put(archive, name + "/data.pkl", MODULE_PICKLE);
            put(archive, name + "/code/__torch__.py", MODULE_HEAD + forward.indent(2));
            put(archive, name + "/constants.pkl", CONSTANTS_PICKLE);
            put(archive, name + "/version", "3\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("TorchScript archive '" + name + "' can't be written", e);
        }
    }

    private static void put(ZipOutputStream archive, String entry, String content) throws IOException {
        archive.putNextEntry(new ZipEntry(entry));
        archive.write(content.getBytes(StandardCharsets.ISO_8859_1));
        archive.closeEntry();
    }
}
