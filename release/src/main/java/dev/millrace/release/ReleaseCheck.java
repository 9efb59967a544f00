package dev.millrace.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks what goes into a release, and writes the lists of licences that Maven can't: those of the registry's libraries and
 * of the native libraries inside the jars. Exit code 1 and a line per problem where something is wrong.
 */
public final class ReleaseCheck {

    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dylib|dll|jnilib)(\\.\\d+)*");

    private ReleaseCheck() {}

    /** Arguments: folder of libraries, folder of the registry, folder of licence sources, folder of generated lists. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("required four folders, got " + arguments.length + " arguments");
        }
        List<String> violations =
                check(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
        violations.forEach(System.err::println);
        if (!violations.isEmpty()) {
            throw new IllegalStateException("the release has " + violations.size() + " problems, listed above");
        }
    }

    static List<String> check(Path libraries, Path registry, Path sources, Path lists) throws IOException {
        List<Library> jars = Library.in(libraries);
        LicenseList registryList = new LicenseList(LicenseTable.read(sources.resolve("registry.tsv")), "library");
        Library.in(registry).forEach(jar -> registryList.add(jar.name()));
        LicenseList natives = new LicenseList(LicenseTable.read(sources.resolve("natives.tsv")), "native library");
        jars.forEach(jar -> nativesOf(jar).forEach(natives::add));

        Files.createDirectories(lists);
        Files.write(lists.resolve("THIRD-PARTY-REGISTRY.txt"), registryList.lines());
        Files.write(lists.resolve("THIRD-PARTY-NATIVES.txt"), natives.lines());

        Set<String> identifiers = new LinkedHashSet<>(registryList.identifiers());
        identifiers.addAll(natives.identifiers());
        identifiers.addAll(mavenIdentifiers(lists.resolve("THIRD-PARTY.txt")));
        return Stream.of(
                        ClassPathRules.violations(jars),
                        registryList.violations(),
                        registryList.unusedRows(),
                        natives.violations(),
                        unlisted(jars, lists.resolve("THIRD-PARTY.txt")),
                        missingTexts(identifiers, sources.resolve("texts")))
                .flatMap(List::stream)
                .toList();
    }

    /** As {@code jar!name}: one line per library, however many platforms it is there for. */
    private static Stream<String> nativesOf(Library jar) {
        return jar.entries().stream()
                .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
                .filter(name -> NATIVE.matcher(name).matches())
                .map(name -> jar.name() + "!" + name)
                .distinct();
    }

    /** Maven's list must name every library but our own; it has lines {@code group:artifact:version<TAB>licences}. */
    private static List<String> unlisted(List<Library> jars, Path list) throws IOException {
        List<String> listed = Files.readAllLines(list).stream()
                .filter(line -> line.contains("\t"))
                .map(line -> line.substring(line.indexOf(':') + 1, line.indexOf('\t'))
                        .replace(':', '-'))
                .toList();
        return jars.stream()
                .map(Library::name)
                .filter(name -> !name.startsWith("millrace-") && listed.stream().noneMatch(name::startsWith))
                .map(name -> "required the licence of " + name + " in " + list.getFileName() + ", got none")
                .toList();
    }

    private static Set<String> mavenIdentifiers(Path list) throws IOException {
        Set<String> identifiers = new LinkedHashSet<>();
        for (String line : Files.readAllLines(list)) {
            int tab = line.indexOf('\t');
            if (tab >= 0) {
                identifiers.addAll(List.of(line.substring(tab + 1).split(" or ", -1)));
            }
        }
        return identifiers;
    }

    private static List<String> missingTexts(Set<String> identifiers, Path texts) {
        List<String> missing = new ArrayList<>();
        for (String identifier : identifiers) {
            Path text = texts.resolve(identifier + ".txt");
            if (!Files.isRegularFile(text)) {
                missing.add("required the text of licence '" + identifier + "' as " + text + ", got none");
            }
        }
        return missing;
    }
}
