package dev.millrace.release;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the folder of libraries may hold: the class path of the command, and no class that only tests need. */
final class ClassPathRules {

    private static final List<String> TEST_ONLY = List.of(
            "org/objectweb/asm/",
            "dev/millrace/drills/",
            "dev/millrace/simulation/",
            "dev/millrace/benchmarks/",
            "dev/millrace/testing/",
            "dev/millrace/fixtures/",
            "org/junit/");

    private ClassPathRules() {}

    /** One line per broken rule; empty where all hold. */
    static List<String> violations(List<Library> libraries) {
        List<String> violations = new ArrayList<>();
        for (Library library : libraries) {
            for (String folder : TEST_ONLY) {
                if (library.entries().stream().anyMatch(entry -> entry.startsWith(folder))) {
                    violations.add("required no class of '" + folder + "' in a release, got some in " + library.name());
                }
            }
        }
        violations.addAll(strangers(libraries));
        return violations;
    }

    private static List<String> strangers(List<Library> libraries) {
        Set<String> expected = new HashSet<>();
        Set<String> present = new HashSet<>();
        for (Library library : libraries) {
            present.add(library.name());
            if (library.name().startsWith("millrace-cli-")) {
                expected.add(library.name());
                expected.addAll(library.classPath());
            }
        }
        List<String> violations = new ArrayList<>();
        expected.stream()
                .filter(name -> !present.contains(name))
                .sorted()
                .map(name -> "required library " + name + " of the command's class path, got none")
                .forEach(violations::add);
        present.stream()
                .filter(name -> !expected.contains(name))
                .sorted()
                .map(name -> "required only the command's class path, got library " + name)
                .forEach(violations::add);
        return violations;
    }
}
