package dev.millrace.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Terminal;
import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.Origin;
import dev.millrace.records.TrainingRun;
import dev.millrace.trainer.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishIT {

    private static final Pattern UPLOADED = Pattern.compile("uploaded as review model (\\d{6}-[0-9a-f]{8})");

    @TempDir
    private Path folder;

    private final Installation installation = new Installation();
    private final Terminal terminal = Terminal.on(installation.connection());

    @BeforeEach
    void makeTopics() {
        installation.makeTopics();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void servesWhatPassesTheGateOfTheTrainerAndNothingElse() throws IOException {
        Path good = fitted(reviews(600));
        Path bad = write("bad", Artifacts.review(3));
        sendLabelled(reviews(600));

        try (RunningTrainer trainer = new RunningTrainer()) {
            String champion = publish(0, good.toString());
            assertThat(terminal.said()).contains("champion: first model: ");
            assertThat(catalog().trainerAlias(DefaultTasks.REVIEW).orElseThrow().getChampion())
                    .isEqualTo(champion);

            String refused = publish(1, bad.toString());
            assertThat(terminal.said()).contains("refused: ");
            assertThat(catalog().serving(DefaultTasks.REVIEW)).hasValue(champion);

            publish(0, good.toString());
            assertThat(terminal.said()).contains(champion + " serves already");

            assertThat(runs()).extracting(TrainingRun::getCandidate).containsExactlyInAnyOrder(champion, refused);
            assertThat(trainer.isRunning()).isTrue();
        }
    }

    @Test
    void pinsWhatIsForcedAndRecordsWhy() throws IOException {
        Path model = write("any", Artifacts.review(3));

        String version = publish(0, model.toString(), "--force", "--reason", "the gate part is mislabelled");

        assertThat(catalog().serving(DefaultTasks.REVIEW)).hasValue(version);
        OperatorAlias alias = catalog().operatorAlias(DefaultTasks.REVIEW).orElseThrow();
        assertThat(alias.getReason()).isEqualTo("the gate part is mislabelled");
        assertThat(alias.getBy()).isEqualTo(System.getProperty("user.name"));
        assertThat(terminal.said()).contains("serves until 'millrace models unpin review'");
        Path copy = folder.resolve("copy.millrace");
        assertThat(terminal.millrace("models", "export", version, "--out", copy.toString()))
                .isZero();
        assertThat(copy).hasSameBinaryContentAs(model);
    }

    @Test
    void saysThatNoTrainerHasAnswered() throws IOException {
        publish(1, write("any", Artifacts.review(3)).toString(), "--timeout", "1s");

        assertThat(terminal.complained()).contains("no trainer has judged ").contains(" within 1 s");
        assertThat(catalog().serving(DefaultTasks.REVIEW)).isEmpty();
    }

    @Test
    void writesNothingForAFileThatIsNoModelOfTheTask() throws IOException {
        byte[] whole = Artifacts.review(3).toBytes();
        Path torn = Files.write(folder.resolve("torn.millrace"), Arrays.copyOf(whole, whole.length - 1));
        Path misfit = write("misfit", Artifacts.tiny(1));
        Path review = write("review", Artifacts.review(3));

        assertThat(terminal.millrace("models", "publish", torn.toString())).isEqualTo(1);
        assertThat(terminal.millrace("models", "publish", misfit.toString())).isEqualTo(1);
        assertThat(terminal.millrace("models", "publish", review.toString(), "--task", "image"))
                .isEqualTo(1);
        assertThat(terminal.millrace("models", "publish", review.toString(), "--force"))
                .isEqualTo(2);

        assertThat(terminal.complained())
                .contains("'" + torn + "' is no model: tensor 'output.bias' requires")
                .contains("'" + misfit + "' is no model: required tensors ")
                .contains("is a model for texts: required a task of that type, got image")
                .contains("required --force together with --reason");
        assertThat(installation.committed(installation.topics().models().name()))
                .isEmpty();
        assertThat(installation.committed(installation.topics().commands().name()))
                .isEmpty();
    }

    private String publish(int code, String... arguments) {
        terminal.clear();
        List<String> all = new ArrayList<>(List.of("models", "publish"));
        all.addAll(List.of(arguments));
        assertThat(terminal.millrace(all.toArray(String[]::new)))
                .as(() -> terminal.said() + terminal.complained())
                .isEqualTo(code);
        Matcher matcher = UPLOADED.matcher(terminal.said());
        assertThat(matcher.find()).as(terminal::said).isTrue();
        return matcher.group(1);
    }

    private Path write(String name, ModelArtifact artifact) throws IOException {
        return Files.write(folder.resolve(name + ".millrace"), artifact.toBytes());
    }

    /** Label, tab, text. */
    private static List<String> reviews(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String mood = i % 2 == 0 ? "pos\ta lovely" : "neg\ta dreadful";
            lines.add(mood + " film number " + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26));
        }
        return lines;
    }

    private Path fitted(List<String> reviews) throws IOException {
        Path data = Files.write(folder.resolve("reviews.tsv"), reviews);
        Path model = folder.resolve("good.millrace");
        Terminal plain = Terminal.plain();
        assertThat(plain.millrace(
                        "fit", "review", "--data", data.toString(), "--out", model.toString(), "--epochs", "4"))
                .as(plain::complained)
                .isZero();
        return model;
    }

    private void sendLabelled(List<String> reviews) {
        for (String review : reviews) {
            int tab = review.indexOf('\t');
            String text = review.substring(tab + 1);
            installation.send(
                    installation.topics().labelledReviews(),
                    text,
                    new LabelledReview(text, review.substring(0, tab), null, new Origin("reviews", 0, 0L, 0L)));
        }
        installation.flush();
    }

    private List<TrainingRun> runs() {
        return installation.values(installation.topics().trainingRuns());
    }

    private ModelCatalog catalog() {
        try (ModelLog log = ModelLog.openAtEnd(installation.connection(), installation.topics())) {
            return log.catalog();
        }
    }

    /** A trainer for reviews in this process that starts no run of its own. */
    private final class RunningTrainer implements AutoCloseable {

        private final CompletableFuture<Void> stop = new CompletableFuture<>();
        private final CompletableFuture<Void> ended;

        RunningTrainer() {
            Map<String, String> settings = new HashMap<>(installation.environment());
            settings.put("MILLRACE_TRAINER_TASKS", "review");
            settings.put("MILLRACE_TRAINER_MIN_EXAMPLES", "100000");
            settings.put("MILLRACE_TRAINER_OPERATIONS_PORT", "0");
            settings.put("MILLRACE_DATA_DIR", folder.resolve("examples").toString());
            this.ended = CompletableFuture.runAsync(() -> Trainer.run(settings, stop));
        }

        boolean isRunning() {
            return !ended.isDone();
        }

        @Override
        public void close() {
            stop.complete(null);
            ended.orTimeout(1, TimeUnit.MINUTES).join();
        }
    }
}
