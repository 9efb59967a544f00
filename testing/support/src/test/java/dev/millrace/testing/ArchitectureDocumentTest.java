package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks docs/architecture.md against the sources: its walks are real, connected and short. */
class ArchitectureDocumentTest {

    private static final Path ROOT = root();
    private static final int LONGEST = 18;
    private static final Pattern STEP =
            Pattern.compile("(?m)^\\d+\\. \\[(\\w+)]\\(\\.\\./([^)]+)\\)((?:.*\\R)(?: {3,}.*\\R)*)");

    private final List<Walk> walks = new ArrayList<>();

    private record Step(String type, Path file, boolean isReachedThroughATopic) {

        String source() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new IllegalStateException("'" + file + "' of a walk can't be read", e);
            }
        }

        String packageName() {
            Matcher matcher = Pattern.compile("(?m)^package ([\\w.]+);").matcher(source());
            assertThat(matcher.find()).as("%s has a package", file).isTrue();
            return matcher.group(1);
        }

        /** The source without imports and comments. */
        String code() {
            return source().replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^import .*$|//.*$", "");
        }

        boolean implementsA(Step other) {
            return uses(other)
                    && Pattern.compile("implements [^{]*\\b" + other.type + "\\b")
                            .matcher(code())
                            .find();
        }

        /** By an import, or by its simple name within the same package. */
        boolean uses(Step other) {
            boolean isInScope = packageName().equals(other.packageName())
                    || source().contains("import " + other.packageName() + "." + other.type);
            return isInScope
                    && Pattern.compile("\\b" + other.type + "\\b")
                            .matcher(code())
                            .find();
        }
    }

    private record Walk(String title, List<Step> steps) {}

    @BeforeEach
    void read() throws IOException {
        String[] sections =
                Files.readString(ROOT.resolve("docs/architecture.md")).split("(?m)^## Walk: ", -1);
        for (int i = 1; i < sections.length; i++) {
            List<Step> steps = new ArrayList<>();
            Matcher step = STEP.matcher(sections[i] + "\n");
            while (step.find()) {
                steps.add(new Step(
                        step.group(1),
                        ROOT.resolve(step.group(2)),
                        step.group(3).contains("(topic ")));
            }
            walks.add(new Walk(sections[i].lines().findFirst().orElseThrow(), steps));
        }
    }

    @Test
    void describesFourWalksOfAtMostEighteenFiles() {
        assertThat(walks).hasSize(4);
        for (Walk walk : walks) {
            System.out.println("Walk: " + walk.title() + ", " + walk.steps().size() + " files");
            walk.steps().forEach(step -> System.out.println("    " + ROOT.relativize(step.file())));
            assertThat(walk.steps()).as(walk.title()).hasSizeBetween(5, LONGEST);
        }
    }

    @Test
    void namesFilesThatExistUnderTheirTypesName() {
        for (Walk walk : walks) {
            assertThat(walk.steps()).allSatisfy(step -> {
                assertThat(step.file()).isRegularFile();
                assertThat(step.file().getFileName()).hasToString(step.type() + ".java");
            });
        }
    }

    @Test
    void reachesEachFileFromAnEarlierOneOrThroughATopic() {
        List<String> unreached = new ArrayList<>();
        for (Walk walk : walks) {
            for (int i = 1; i < walk.steps().size(); i++) {
                Step step = walk.steps().get(i);
                List<Step> earlier = walk.steps().subList(0, i);
                if (!step.isReachedThroughATopic()
                        && earlier.stream().noneMatch(other -> other.uses(step) || step.implementsA(other))) {
                    unreached.add(step.type() + " in '" + walk.title() + "'");
                }
            }
        }
        assertThat(unreached).isEmpty();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/architecture.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
