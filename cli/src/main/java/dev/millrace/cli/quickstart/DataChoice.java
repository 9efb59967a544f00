package dev.millrace.cli.quickstart;

import dev.millrace.cli.data.DataException;
import dev.millrace.cli.data.DataFormats;
import dev.millrace.cli.data.Download;
import dev.millrace.cli.data.GeneratedImages;
import dev.millrace.cli.data.GeneratedReviews;
import dev.millrace.cli.data.OfficialArchive;
import dev.millrace.cli.data.OfficialSplit;
import dev.millrace.cli.data.SampleReader;
import dev.millrace.cli.data.SampleSpool;
import dev.millrace.cli.data.Samples;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds a task's data: at the path that the user gave; otherwise in the data folder, by download, or generated. */
final class DataChoice {

    private static final int GENERATED = 200_000;

    private final QuickstartPlan plan;
    private final Path home;
    private final Path temporary;
    private final Consumer<String> notices;
    private final Download download;

    /**
     * @param home where downloads are kept
     * @param temporary for the spools
     */
    DataChoice(QuickstartPlan plan, Path home, Path temporary, Consumer<String> notices) {
        this.plan = plan;
        this.home = home;
        this.temporary = temporary;
        this.notices = notices;
        this.download = new Download(notices);
    }

    /** @throws DataException when the user gave a folder that does not exist */
    Samples samples(Task task) {
        if (plan.generated()) {
            return generated(task, "as asked");
        }
        if (plan.data().isPresent()) {
            return given(task, plan.data().get());
        }
        return atHome(task).or(() -> downloaded(task)).orElseGet(() -> generated(task, "none could be found"));
    }

    private Samples given(Task task, Path folder) {
        if (!Files.exists(folder)) {
            throw new DataException("the data folder '" + folder + "' does not exist");
        }
        return DataFormats.find(task, folder, OfficialSplit.TRAIN)
                .map(reader -> spool(folder.toString(), reader))
                .orElseGet(() -> generated(task, "'" + folder + "' has none"));
    }

    private Optional<Samples> atHome(Task task) {
        Path archive = home.resolve(OfficialArchive.of(task).name());
        return Files.exists(archive) ? Optional.of(spool(task, archive)) : Optional.empty();
    }

    private Optional<Samples> downloaded(Task task) {
        try {
            return Optional.of(spool(task, download.fetch(OfficialArchive.of(task), home)));
        } catch (IOException | DataException e) {
            notices.accept("the download of " + OfficialArchive.of(task).name() + " failed: " + e);
            return Optional.empty();
        }
    }

    private Samples spool(Task task, Path archive) {
        return spool(archive.toString(), DataFormats.reader(task, archive, OfficialSplit.TRAIN));
    }

    private Samples spool(String name, SampleReader reader) {
        return SampleSpool.fill(name, reader.labelledOnly(), notices, temporary, plan.seed());
    }

    private Samples generated(Task task, String because) {
        notices.accept("GENERATED DATA for " + task.id() + "s, " + because + ": its accuracy says nothing about real "
                + task.id() + "s");
        return task.type() == TaskType.IMAGE
                ? new GeneratedImages(GENERATED, plan.seed())
                : new GeneratedReviews(GENERATED, plan.seed());
    }
}
