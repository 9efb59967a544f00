package dev.millrace.cli.accounting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.model.spec.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a whole run. Its JSON form is a contract.
 *
 * @param firstPredictionSeconds time from the start to the first prediction of a task, by {@link Task#id}; null if there
 *     was none
 * @param tasks by {@link Task#id}
 */
public record QuickstartReport(Map<String, @Nullable Double> firstPredictionSeconds, Map<String, TaskReport> tasks) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public QuickstartReport {
        firstPredictionSeconds = new LinkedHashMap<>(firstPredictionSeconds);
        tasks = new LinkedHashMap<>(tasks);
    }

    /** Whether each input of every task has exactly one answer. */
    @JsonIgnore
    public boolean isClean() {
        return tasks.values().stream().allMatch(TaskReport::isClean);
    }

    /** Writes the report as JSON. */
    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
