package dev.millrace.drills;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.cli.connection.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The audit of a drill. Its JSON form is a contract.
 *
 * @param fixtures flawed designs, which show that the drill detects their flaws
 */
public record DrillReport(List<ScenarioReport> scenarios, List<ScenarioReport> fixtures) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public DrillReport {
        scenarios = List.copyOf(scenarios);
        fixtures = List.copyOf(fixtures);
    }

    void write(Path file) {
        try {
            JSON.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new CommandException("report '" + file + "' can't be written: " + e, e);
        }
    }
}
