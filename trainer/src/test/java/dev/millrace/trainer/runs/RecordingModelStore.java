package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.trainer.training.LabelDecisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps models in memory. What was published can be inspected, but does not serve by itself. */
final class RecordingModelStore implements UploadedModels {

    volatile ChampionState champion = new ChampionState.None();
    volatile LabelDecisions decisions = LabelDecisions.none();
    final List<ModelArtifact> published = new ArrayList<>();
    final Map<String, ModelArtifact> uploads = new ConcurrentHashMap<>();
    final Map<String, Map<String, Double>> promoted = new ConcurrentHashMap<>();
    final List<RunReport> reports = new CopyOnWriteArrayList<>();

    private Optional<RuntimeException> refusal = Optional.empty();

    /** Throws this instead of taking the end of a run. */
    void refuse(RuntimeException why) {
        refusal = Optional.of(why);
    }

    private void requireWillingness() {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    @Override
    public ChampionState champion() {
        return champion;
    }

    @Override
    public LabelDecisions decisions() {
        return decisions;
    }

    @Override
    public String publish(NewModel model, RunReport report) {
        requireWillingness();
        published.add(model.artifact());
        reports.add(report);
        return "00000" + published.size() + "-00000000";
    }

    @Override
    public ModelArtifact uploaded(String version) {
        return Optional.ofNullable(uploads.get(version))
                .orElseThrow(() -> new ArtifactException("version '" + version + "' is not there"));
    }

    @Override
    public void promote(String version, Map<String, Double> metrics, RunReport report) {
        promoted.put(version, metrics);
        reports.add(report);
    }

    @Override
    public void record(RunReport report) {
        reports.add(report);
    }

    RunEnd.Kind kind(int run) {
        return reports.get(run).end().kind();
    }

    String reason(int run) {
        return reports.get(run).end().reason();
    }
}
