package dev.millrace.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.artifact.Bfloat16Agreement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The result of an evaluation, as text or JSON. */
final class EvaluationReport {

    private final List<? extends ModelEvaluator<?>> judges;
    private final Agreement agreement;

    /**
     * @param judges one, or two to compare
     * @param agreement of the two
     */
    EvaluationReport(List<? extends ModelEvaluator<?>> judges, Agreement agreement) {
        this.judges = judges;
        this.agreement = agreement;
    }

    private boolean compares() {
        return judges.size() > 1;
    }

    private Bfloat16Agreement bfloat16() {
        double moved =
                judges.get(1).confusion().accuracy() - judges.get(0).confusion().accuracy();
        return new Bfloat16Agreement(agreement.share(), moved);
    }

    void print(PrintWriter out) {
        for (ModelEvaluator<?> judge : judges) {
            if (compares()) {
                out.println("In " + judge.precision() + ":");
            }
            print(judge, out);
            out.println();
        }
        if (compares()) {
            Bfloat16Agreement found = bfloat16();
            out.printf(
                    Locale.ROOT,
                    "%s and %s agree on %.2f %% (required: %.1f %%), accuracy moved by %+.2f points (at most %.1f): %s%n",
                    judges.get(0).precision(),
                    judges.get(1).precision(),
                    100 * found.share(),
                    100 * Bfloat16Agreement.LEAST_SHARE,
                    100 * found.accuracyMoved(),
                    100 * Bfloat16Agreement.MOST_ACCURACY_MOVED,
                    found.suffices() ? "it may serve" : "it should not serve");
        }
    }

    private static void print(ModelEvaluator<?> judge, PrintWriter out) {
        Confusion confusion = judge.confusion();
        out.printf(
                Locale.ROOT,
                "accuracy %.4f, loss %.4f of %d classified, %d rejected%n%n",
                confusion.accuracy(),
                confusion.loss(),
                confusion.judged(),
                judge.rejected());
        out.printf("%-14s %9s %9s   said:%n", "true label", "precision", "recall");
        for (String truth : confusion.labels()) {
            out.printf(Locale.ROOT, "%-14s %9.3f %9.3f  ", truth, confusion.precision(truth), confusion.recall(truth));
            confusion.labels().forEach(said -> out.printf(" %6d", confusion.count(truth, said)));
            out.println();
        }
    }

    ObjectNode toJson() {
        if (!compares()) {
            return toJson(judges.get(0));
        }
        ObjectNode report = new ObjectMapper().createObjectNode();
        judges.forEach(judge -> report.set(judge.precision(), toJson(judge)));
        Bfloat16Agreement found = bfloat16();
        report.put("agreement", found.share());
        report.put("accuracyMoved", found.accuracyMoved());
        report.put("maySecondServe", found.suffices());
        return report;
    }

    private static ObjectNode toJson(ModelEvaluator<?> judge) {
        Confusion confusion = judge.confusion();
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("accuracy", confusion.accuracy());
        report.put("loss", confusion.loss());
        report.put("classified", confusion.judged());
        report.put("rejected", judge.rejected());
        ArrayNode labels = report.putArray("labels");
        ArrayNode matrix = report.putArray("confusion");
        ObjectNode precision = report.putObject("precision");
        ObjectNode recall = report.putObject("recall");
        for (String truth : confusion.labels()) {
            labels.add(truth);
            ArrayNode row = matrix.addArray();
            confusion.labels().forEach(said -> row.add(confusion.count(truth, said)));
            put(precision, truth, confusion.precision(truth));
            put(recall, truth, confusion.recall(truth));
        }
        return report;
    }

    private static void put(ObjectNode node, String label, double value) {
        if (Double.isNaN(value)) {
            node.putNull(label);
        } else {
            node.put(label, value);
        }
    }
}
