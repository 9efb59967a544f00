package dev.millrace.streams.labels;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.Topics;
import dev.millrace.service.Settings;
import dev.millrace.service.input.InputReaders;
import dev.millrace.service.input.LabelReaders;
import dev.millrace.service.tasks.TaskCatalog;
import java.util.Map;

/** The join of the default task for texts, without a registry. */
final class TestLabelKind {

    private TestLabelKind() {}

    static LabelKind<String> reviews(Topics topics, Map<String, String> settings) {
        return new LabelKind<>(
                TaskCatalog.from(new Settings(settings), new TopicNames(""))
                        .find("review")
                        .orElseThrow(),
                InputReaders.ownTexts(topics.reviews()),
                LabelReaders.own(topics.reviewLabels()),
                ExampleWriter.texts(topics.labelledReviews().name(), new RegistrylessTopics()));
    }
}
