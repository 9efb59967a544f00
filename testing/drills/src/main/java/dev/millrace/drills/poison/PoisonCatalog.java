package dev.millrace.drills.poison;

import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.model.text.TextLimits;
import dev.millrace.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;

/**
 * All inputs of the catalogue. They are the same bytes at every call, except for the schema ids that the registry
 * assigns.
 *
 * <p>The expectations hold for a streams app with its standard limits ({@link ImageLimits#standard},
 * {@link TextLimits#standard}, 1,000,000 bytes per prediction). No record is larger than 1 MiB, which a Kafka producer
 * sends by default.
 */
public record PoisonCatalog(List<PoisonInput> inputs) {

    public PoisonCatalog {
        inputs = List.copyOf(inputs);
    }

    /**
     * Writes valid records with the topics' own serdes, and registers the foreign schemas in the subjects of the input topics,
     * whose compatibility levels it switches off, or under subjects that start with the names of the topics.
     *
     * @param registryUrl the base address for Confluent's API, as in the topics' serdes
     * @throws IllegalStateException when the registry refuses a schema
     */
    public static PoisonCatalog of(Topics topics, String registryUrl) {
        return new PoisonCatalog(
                Stream.concat(images(topics, registryUrl).stream(), reviews(topics, registryUrl).stream())
                        .toList());
    }

    /** The inputs of one task. */
    public List<PoisonInput> of(Task task) {
        return inputs.stream().filter(input -> input.task().equals(task)).toList();
    }

    private static List<PoisonInput> images(Topics topics, String registryUrl) {
        PoisonSeries series = new PoisonSeries(DefaultTasks.IMAGE);
        RecordBytes records = new RecordBytes(topics);
        ForeignSchemas schemas = new ForeignSchemas(registryUrl, topics.images().name());
        HostileImages.addTo(series, records);
        HostileRawImages.addTo(series, records);
        EvolvedImages.addTo(series, schemas);
        HostileRecords.addTo(
                series,
                records.image(ImageFiles.png(32, 32)),
                records.review("a review among images"),
                records.label());
        HostileSchemas.addTo(series, schemas);
        HostileHeaders.addTo(series, records.image(ImageFiles.png(32, 32)));
        return series.inputs();
    }

    private static List<PoisonInput> reviews(Topics topics, String registryUrl) {
        PoisonSeries series = new PoisonSeries(DefaultTasks.REVIEW);
        RecordBytes records = new RecordBytes(topics);
        ForeignSchemas schemas =
                new ForeignSchemas(registryUrl, topics.reviews().name());
        HostileTexts.addTo(series, records);
        EvolvedReviews.addTo(series, schemas);
        HostileRecords.addTo(
                series, records.review("a good film"), records.image(ImageFiles.png(32, 32)), records.label());
        HostileSchemas.addTo(series, schemas);
        HostileHeaders.addTo(series, records.review("a good film"));
        return series.inputs();
    }
}
