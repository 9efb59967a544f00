package dev.millrace.cli.evaluate;

import dev.millrace.cli.data.Sample;
import dev.millrace.cli.data.Samples;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.trainer.LocalFit;
import dev.millrace.trainer.examples.Split;
import dev.millrace.trainer.examples.SplitKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the examples of one split. Divides the whole data set as {@code fit} does, because the split of an example depends
 * on near-copies that came before it.
 */
final class SplitFilter implements Predicate<Sample>, AutoCloseable {

    private final Task task;
    private final Split split;
    private final LocalFit divided;

    private SplitFilter(Task task, Split split, LocalFit divided) {
        this.task = task;
        this.split = split;
        this.divided = divided;
    }

    /** @param directory empty; holds the examples until the filter is closed */
    static SplitFilter of(Task task, Split split, Optional<SplitKey> key, Samples samples, Path directory)
            throws IOException {
        SplitFilter filter = new SplitFilter(task, split, LocalFit.open(task, System.getenv(), key, directory));
        try {
            for (int i = 0; i < samples.size(); i++) {
                filter.add(samples.get(i));
            }
            return filter;
        } catch (IOException | RuntimeException e) {
            filter.close();
            throw e;
        }
    }

    private void add(Sample sample) throws IOException {
        String label = sample.label().orElseThrow();
        boolean unused = isImages() ? divided.add(sample.image(), label) : divided.add(sample.text(), label);
    }

    @Override
    public boolean test(Sample sample) {
        try {
            Optional<Split> given = isImages() ? divided.split(sample.image()) : divided.split(sample.text());
            return given.filter(split::equals).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isImages() {
        return task.type() == TaskType.IMAGE;
    }

    @Override
    public void close() throws IOException {
        divided.close();
    }
}
