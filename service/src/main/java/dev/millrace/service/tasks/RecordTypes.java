package dev.millrace.service.tasks;

import dev.millrace.model.spec.TaskType;
import dev.millrace.records.Command;
import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.LabelDecision;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.TopicNames;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which of Millrace's own records an installation's topics hold. Topics that a task brings are left out, and so are those without
 * Avro.
 *
 * @param byTopic sorted by the topics' names
 */
public record RecordTypes(SortedMap<String, Class<? extends SpecificRecord>> byTopic) {

    /** Those of the tasks' own topics and of the system's. */
    public static RecordTypes of(TaskCatalog catalog, TopicNames names) {
        SortedMap<String, Class<? extends SpecificRecord>> types = new TreeMap<>(Map.of(
                names.models(), ModelRecord.class,
                names.modelAliases(), ModelAlias.class,
                names.commands(), Command.class,
                names.trainingRuns(), TrainingRun.class,
                names.labelApprovals(), LabelDecision.class));
        catalog.tasks().forEach(task -> add(task, types));
        return new RecordTypes(types);
    }

    private static void add(TaskConfig task, Map<String, Class<? extends SpecificRecord>> types) {
        boolean isImage = task.task().type() == TaskType.IMAGE;
        if (task.input().isOwn()) {
            types.put(task.input().topic(), isImage ? Image.class : Review.class);
        }
        if (task.labels().isOwn()) {
            types.put(task.labels().topic(), Label.class);
        }
        types.put(task.labelled(), isImage ? LabelledImage.class : LabelledReview.class);
        types.put(task.predictions(), Prediction.class);
    }
}
