package dev.millrace.service.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.Command;
import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.LabelDecision;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.Prediction;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordTypesTest {

    private static final TopicNames NAMES = new TopicNames("p-");

    @Test
    void nameARecordForEachOwnTopicAndNoneForTopicsThatATaskBrings() {
        Map<String, String> settings = Map.of(
                "MILLRACE_TASKS", "image,tickets",
                "MILLRACE_TASK_TICKETS_TYPE", "text",
                "MILLRACE_TASK_TICKETS_INPUT_TOPIC", "support.tickets",
                "MILLRACE_TASK_TICKETS_LABELS_TOPIC", "verdicts",
                "MILLRACE_TASK_TICKETS_PREDICTIONS_TOPIC", "tickets.classified",
                "MILLRACE_TASK_TICKETS_PREDICTIONS_JSON_TOPIC", "tickets.json");

        RecordTypes types = RecordTypes.of(TaskCatalog.from(new Settings(settings), NAMES), NAMES);

        assertThat(types.byTopic())
                .hasSize(11)
                .containsEntry("p-label-approvals", LabelDecision.class)
                .containsAllEntriesOf(Map.of(
                        "p-images", Image.class,
                        "p-image-labels", Label.class,
                        "p-labelled-images", LabelledImage.class,
                        "p-image-predictions", Prediction.class,
                        "p-labelled-tickets", LabelledReview.class,
                        "tickets.classified", Prediction.class,
                        "p-models", ModelRecord.class,
                        "p-model-aliases", ModelAlias.class,
                        "p-commands", Command.class,
                        "p-training-runs", TrainingRun.class));
    }
}
