package dev.millrace.platform.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Writes {@link ParentWatch} into its own jar, as JVMs require of an agent. */
final class AgentJar {

    private static final String CLASS_FILE = ParentWatch.class.getName().replace('.', '/') + ".class";

    private AgentJar() {}

    static Path write(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), ParentWatch.class.getName());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream content = ParentWatch.class.getResourceAsStream("/" + CLASS_FILE)) {
            if (content == null) {
                throw new IOException("'" + CLASS_FILE + "' is not on the class path");
            }
            jar.putNextEntry(new ZipEntry(CLASS_FILE));
            content.transferTo(jar);
            jar.closeEntry();
        }
        return file;
    }
}
