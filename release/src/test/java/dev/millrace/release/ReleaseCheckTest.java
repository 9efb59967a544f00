package dev.millrace.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCheckTest {

    @TempDir
    Path folder;

    private Path libraries;
    private Path registry;
    private Path sources;
    private Path lists;

    @BeforeEach
    void soundRelease() throws IOException {
        libraries = Files.createDirectory(folder.resolve("lib"));
        registry = Files.createDirectory(folder.resolve("registry"));
        sources = Files.createDirectory(folder.resolve("sources"));
        lists = Files.createDirectory(folder.resolve("lists"));
        Files.createDirectory(sources.resolve("texts"));
        Files.writeString(sources.resolve("texts/MIT.txt"), "the text");
        Files.writeString(sources.resolve("registry.tsv"), "org.known.\tMIT\n");
        Files.writeString(sources.resolve("natives.tsv"), "# none\nother-\tMIT\n");
        Files.writeString(lists.resolve("THIRD-PARTY.txt"), "Libraries\norg.other:other:1\tMIT\n");
        jar(libraries.resolve("millrace-cli-1.jar"), "other-1.jar", "dev/millrace/cli/Millrace.class");
        jar(libraries.resolve("other-1.jar"), "", "org/other/libfast.so.1");
        jar(registry.resolve("org.known.a-1.jar"), "", "org/known/A.class");
    }

    @Test
    void acceptsASoundRelease() throws IOException {
        assertThat(check()).isEmpty();
        assertThat(lists.resolve("THIRD-PARTY-REGISTRY.txt")).hasContent("org.known.a-1.jar\tMIT");
        assertThat(lists.resolve("THIRD-PARTY-NATIVES.txt")).hasContent("other-1.jar!libfast.so.1\tMIT");
    }

    @Test
    void refusesTestOnlyClasses() throws IOException {
        jar(libraries.resolve("other-1.jar"), "", "org/objectweb/asm/ClassWriter.class");

        assertThat(check()).singleElement().asString().contains("org/objectweb/asm/", "other-1.jar");
    }

    @Test
    void refusesALibraryThatIsNotOnTheClassPath() throws IOException {
        jar(libraries.resolve("other-1-old.jar"), "", "org/other/Old.class");

        assertThat(check()).containsExactly("required only the command's class path, got library other-1-old.jar");
    }

    @Test
    void refusesAMissingLibrary() throws IOException {
        Files.delete(libraries.resolve("other-1.jar"));

        assertThat(check()).containsExactly("required library other-1.jar of the command's class path, got none");
    }

    @Test
    void refusesARegistryLibraryWithoutALicence() throws IOException {
        jar(registry.resolve("org.unknown.b-1.jar"), "", "org/unknown/B.class");

        assertThat(check()).containsExactly("required the licence of library 'org.unknown.b-1.jar', got none");
    }

    @Test
    void refusesANativeLibraryWithoutALicence() throws IOException {
        Files.writeString(sources.resolve("natives.tsv"), "unrelated-\tMIT\n");

        assertThat(check())
                .containsExactly("required the licence of native library 'other-1.jar!libfast.so.1', got none");
    }

    @Test
    void refusesALibraryWithoutALicence() throws IOException {
        Files.writeString(lists.resolve("THIRD-PARTY.txt"), "Libraries\n");

        assertThat(check()).containsExactly("required the licence of other-1.jar in THIRD-PARTY.txt, got none");
    }

    @Test
    void refusesALicenceWithoutItsText() throws IOException {
        Files.writeString(lists.resolve("THIRD-PARTY.txt"), "org.other:other:1\tApache-2.0 or MIT\n");

        assertThat(check()).singleElement().asString().contains("text of licence 'Apache-2.0'");
    }

    @Test
    void refusesARowThatNothingNeeds() throws IOException {
        Files.writeString(sources.resolve("registry.tsv"), "org.known.\tMIT\norg.gone.\tMIT\n");

        assertThat(check()).containsExactly("required a library for the row 'org.gone.', got none");
    }

    private List<String> check() throws IOException {
        return ReleaseCheck.check(libraries, registry, sources, lists);
    }

    private static void jar(Path file, String classPath, String entry) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!classPath.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new ZipEntry(entry));
            jar.closeEntry();
        }
    }
}
