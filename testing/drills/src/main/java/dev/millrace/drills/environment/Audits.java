package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.drills.audit.AliasReader;
import dev.millrace.drills.audit.AnswerReader;
import dev.millrace.drills.audit.Attribution;
import dev.millrace.drills.audit.Figures;
import dev.millrace.drills.audit.LabelAudit;
import dev.millrace.drills.audit.LabelReader;
import dev.millrace.drills.audit.ScenarioAudit;
import dev.millrace.drills.audit.ServingHistory;
import dev.millrace.drills.model.ModelArchive;

/** What a scenario is judged by, and the readers that follow its topics. */
final class Audits implements AutoCloseable {

    private final ScenarioAudit records = new ScenarioAudit();
    private final LabelAudit labels = new LabelAudit();
    private final ServingHistory serving = new ServingHistory();
    private final AnswerReader answerReader;
    private final LabelReader labelReader;
    private final AliasReader aliasReader;

    /** Starts reading; the topics must exist. */
    Audits(Cluster cluster) {
        this.answerReader = AnswerReader.start(cluster, records);
        this.labelReader = LabelReader.start(cluster, labels);
        this.aliasReader = AliasReader.start(cluster, serving);
    }

    ScenarioAudit records() {
        return records;
    }

    LabelAudit labels() {
        return labels;
    }

    ServingHistory serving() {
        return serving;
    }

    /** The result; call it after {@link #close}. */
    Figures figures(Cluster cluster, ModelArchive archive, int kills) {
        return new Figures(
                records.tally(),
                labels.tally(),
                new Attribution(cluster, archive).misattributed(records),
                records.longestStale(serving, archive),
                kills);
    }

    /** Reads everything that is committed at the time of the call, and returns when that is done. */
    @Override
    public void close() {
        answerReader.close();
        labelReader.close();
        aliasReader.close();
    }
}
