package dev.millrace.streams.hotswap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.records.ModelStamp;
import dev.millrace.streams.testing.FakeModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelInstallerTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CurrentModel<String> current = new CurrentModel<>();
    private final List<FakeModel> loaded = new ArrayList<>();
    private final AtomicInteger firsts = new AtomicInteger();

    @Test
    void servesTheFirstModelOnceItIsWarmAndSaysSo() {
        Optional<Refusal> refusal = installer(this::load).tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusal).isEmpty();
        assertThat(serving()).isEqualTo("000001-aaaaaaaa");
        assertThat(firsts).hasValue(1);
        assertThat(loaded.get(0).batches()).extracting(List::size).containsExactly(1, 2, 4, 6);
        assertThat(loaded.get(0).openClassifiers()).isZero();
    }

    @Test
    void closesTheModelItReplacesAndNoOther() {
        ModelInstaller<String> target = installer(this::load);
        target.tryInstall("000001-aaaaaaaa", bytes(0.1f));

        target.tryInstall("000002-bbbbbbbb", bytes(0.2f));

        assertThat(serving()).isEqualTo("000002-bbbbbbbb");
        assertThat(loaded).extracting(FakeModel::closes).containsExactly(1, 0);
        assertThat(firsts).hasValue(1);
        assertThat(meters.get("millrace.swaps").counter().count()).isEqualTo(2);
        assertThat(meters.find("millrace.model.serving").gauges()).hasSize(1);
        assertThat(meters.get("millrace.model.serving").gauge().getId().getTag("version"))
                .isEqualTo("000002-bbbbbbbb");
    }

    @Test
    void refusesBytesThatAreNoArtifactAndKeepsTheOldModel() {
        ModelInstaller<String> target = installer(this::load);
        target.tryInstall("000001-aaaaaaaa", bytes(0.1f));

        Optional<Refusal> refusal = target.tryInstall("000002-bbbbbbbb", new byte[100]);

        assertThat(refusal).contains(Refusal.CORRUPT);
        assertThat(serving()).isEqualTo("000001-aaaaaaaa");
        assertThat(refusals(Refusal.CORRUPT)).isEqualTo(1);
        assertThat(loaded.get(0).closes()).isZero();
    }

    @Test
    void refusesAModelOfAnotherTask() {
        installer(this::load)
                .tryInstall(
                        "000001-aaaaaaaa",
                        Artifacts.image(new ImageArchitecture(8, 2, 2, 4), 1).toBytes());

        assertThat(refusals(Refusal.WRONG_TASK)).isEqualTo(1);
    }

    @Test
    void refusesWeightsThatAreNoNumbers() {
        installer(this::load).tryInstall("000001-aaaaaaaa", bytes(Float.NaN));

        assertThat(refusals(Refusal.NOT_FINITE)).isEqualTo(1);
    }

    @Test
    void refusesWhatTheLoaderCannotLoad() {
        installer(artifact -> {
                    throw new ArtifactException("required tensor 'embedding.weight'");
                })
                .tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusals(Refusal.UNLOADABLE)).isEqualTo(1);
    }

    @Test
    void refusesAModelThatFailsOnPlainInputsAndClosesIt() {
        installer(artifact -> {
                    FakeModel model = load(artifact);
                    model.breakDown();
                    return model;
                })
                .tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusals(Refusal.FAILED_SANITY)).isEqualTo(1);
        assertThat(loaded.get(0).closes()).isEqualTo(1);
        assertThat(loaded.get(0).openClassifiers()).isZero();
        assertThat(current.stamp()).isEmpty();
    }

    @Test
    void distinguishesLackOfMemoryFromAModelThatCannotBeLoaded() {
        Optional<Refusal> refusal = installer(artifact -> {
                    throw new OutOfMemoryError("Physical memory usage is too high");
                })
                .tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusal).contains(Refusal.OUT_OF_MEMORY);
        assertThat(refusals(Refusal.OUT_OF_MEMORY)).isEqualTo(1);
        assertThat(current.stamp()).isEmpty();
    }

    @Test
    void closesAModelThatFindsNoMemoryToBeWarmedUpIn() {
        Optional<Refusal> refusal = installer(artifact -> {
                    FakeModel model = load(artifact);
                    model.exhaust();
                    return model;
                })
                .tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusal).contains(Refusal.OUT_OF_MEMORY);
        assertThat(loaded.get(0).closes()).isEqualTo(1);
        assertThat(loaded.get(0).openClassifiers()).isZero();
    }

    @Test
    void refusesAModelWhosePredictionsDoNotFitBeforeItIsLoaded() {
        ModelKind<String> kind = new ModelKind<>(DefaultTasks.REVIEW, this::load, List.of("good"))
                .with((version, model) -> Optional.of("predictions of " + version + " are too large"));

        Optional<Refusal> refusal = new ModelInstaller<>(
                        kind, 6, current, new InstallerMetrics(meters, DefaultTasks.REVIEW), firsts::incrementAndGet)
                .tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusal).contains(Refusal.PREDICTION_TOO_LARGE);
        assertThat(loaded).isEmpty();
        assertThat(current.stamp()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void refusesAModelWhosePredictionsCanNotBeMeasured(Throwable failure) {
        ModelKind<String> kind = new ModelKind<>(DefaultTasks.REVIEW, this::load, List.of("good"))
                .with((version, model) -> {
                    throwUnchecked(failure);
                    return Optional.empty();
                });

        Optional<Refusal> refusal = new ModelInstaller<>(
                        kind, 6, current, new InstallerMetrics(meters, DefaultTasks.REVIEW), firsts::incrementAndGet)
                .tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusal).isPresent();
        assertThat(loaded).isEmpty();
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("no JSON"), new OutOfMemoryError("Java heap space"));
    }

    private static void throwUnchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void refusesAModelThatRejectsAPlainInput() {
        ModelKind<String> kind = new ModelKind<>(DefaultTasks.REVIEW, this::load, List.of(""));

        new ModelInstaller<>(
                        kind, 6, current, new InstallerMetrics(meters, DefaultTasks.REVIEW), firsts::incrementAndGet)
                .tryInstall("000001-aaaaaaaa", bytes(0.5f));

        assertThat(refusals(Refusal.FAILED_SANITY)).isEqualTo(1);
    }

    private ModelInstaller<String> installer(Function<ModelArtifact, LoadedModel<String>> loader) {
        ModelKind<String> kind = new ModelKind<>(DefaultTasks.REVIEW, loader::apply, List.of("good", "bad"));
        return new ModelInstaller<>(
                kind, 6, current, new InstallerMetrics(meters, DefaultTasks.REVIEW), firsts::incrementAndGet);
    }

    private FakeModel load(ModelArtifact artifact) {
        FakeModel model = new FakeModel(artifact);
        loaded.add(model);
        return model;
    }

    private static byte[] bytes(float weight) {
        return Artifacts.tiny(weight).toBytes();
    }

    private String serving() {
        return current.stamp().map(ModelStamp::getVersion).orElse("none");
    }

    private double refusals(Refusal reason) {
        return meters.get("millrace.refusals")
                .tag("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                .counter()
                .count();
    }
}
