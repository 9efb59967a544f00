package dev.millrace.cli.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Prints one line per input and counts those that were not classified. As text, classified inputs go to standard output
 * and the others to standard error; as JSON, all go to standard output. Not thread-safe.
 */
final class AnswerPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private int unclassified;

    AnswerPrinter(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void print(FileAnswer answer) {
        if (json) {
            out.println(text(answer.fold(AnswerPrinter::toJson, AnswerPrinter::toJson)));
        } else {
            answer.fold(this::printText, this::printText);
        }
        unclassified += answer.fold(classified -> 0, missing -> 1);
        out.flush();
    }

    /** Number of inputs without a label. */
    int unclassified() {
        return unclassified;
    }

    private boolean printText(FileAnswer.Classified answer) {
        out.println(String.format(Locale.ROOT, "%-14s %.3f  %s", answer.label(), answer.confidence(), answer.input()));
        return true;
    }

    private boolean printText(FileAnswer.Unclassified answer) {
        err.println("not classified: " + answer.input() + ": " + answer.reason() + ": " + answer.detail());
        err.flush();
        return true;
    }

    private static ObjectNode toJson(FileAnswer.Classified answer) {
        ObjectNode object = JSON.createObjectNode();
        object.put("file", answer.input());
        object.put("label", answer.label());
        object.put("confidence", answer.confidence());
        new TreeMap<>(answer.scores()).forEach(object.putObject("scores")::put);
        ObjectNode model = object.putObject("model");
        answer.model().task().ifPresent(task -> model.put("task", task));
        answer.model().version().ifPresent(version -> model.put("version", version));
        model.put("sha256", answer.model().sha256());
        return object;
    }

    private static ObjectNode toJson(FileAnswer.Unclassified answer) {
        return JSON.createObjectNode()
                .put("file", answer.input())
                .put("reason", answer.reason())
                .put("detail", answer.detail());
    }

    private static String text(ObjectNode object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written as JSON", e);
        }
    }
}
