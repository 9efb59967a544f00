package dev.millrace.service.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.LabelTrust;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceTrustTest {

    @Test
    void trustsLateLabelsMoreByDefault() {
        assertThat(trust(Map.of())).isEqualTo(new SourceTrust(Optional.of(new LabelTrust(1)), new LabelTrust(2)));
    }

    @Test
    void readsLevelsAndWhetherOwnLabelsCount() {
        assertThat(trust(Map.of(
                        "MILLRACE_TASK_IMAGE_INPUT_LABEL_TRUST", "ignore", "MILLRACE_TASK_IMAGE_LABELS_TRUST", "7")))
                .isEqualTo(new SourceTrust(Optional.empty(), new LabelTrust(7)));
        assertThat(trust(Map.of("MILLRACE_TASK_IMAGE_INPUT_LABEL_TRUST", "3")).input())
                .contains(new LabelTrust(3));
    }

    @ParameterizedTest
    @CsvSource({"INPUT_LABEL_TRUST,0", "INPUT_LABEL_TRUST,none", "LABELS_TRUST,10", "LABELS_TRUST,ignore"})
    void refusesOtherLevels(String setting, String value) {
        Settings settings = new Settings(Map.of("MILLRACE_TASK_IMAGE_" + setting, value));
        TaskCatalog.from(settings, new TopicNames(""));

        assertThatThrownBy(settings::rejectIfInvalid).hasMessageContaining("required a level of trust from 1 to 9");
    }

    @Test
    void refusesAllowedLabelsThatCannotBeLabels() {
        Settings settings = new Settings(Map.of("MILLRACE_TASK_IMAGE_LABELS_ALLOWED", "cat," + "x".repeat(201)));
        TaskCatalog.from(settings, new TopicNames(""));

        assertThatThrownBy(settings::rejectIfInvalid).hasMessageContaining("at most 200 characters, got one of 201");
    }

    @ParameterizedTest
    @CsvSource({"1,2,false,false", "1,2,true,false", "2,2,false,false", "2,2,true,true", "3,2,false,true"})
    void prefersTheHigherLevelAndThenTheNewerLabel(int input, int labels, boolean isNewer, boolean prefersOwn) {
        SourceTrust trust = new SourceTrust(Optional.of(new LabelTrust(input)), new LabelTrust(labels));

        assertThat(trust.prefersOwn(isNewer)).isEqualTo(prefersOwn);
    }

    private static SourceTrust trust(Map<String, String> environment) {
        return TaskCatalog.from(new Settings(environment), new TopicNames(""))
                .find("image")
                .orElseThrow()
                .trust();
    }
}
