package dev.millrace.simulation;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.MissingModelException;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.modelregistry.publish.Publication;
import dev.millrace.modelregistry.publish.Retirement;
import dev.millrace.modelregistry.publish.VersionRetention;
import dev.millrace.records.ModelRecord;
import dev.millrace.simulation.ExpectedModels.Published;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One task's trainer after its runs, a record at a time: the real plans, sent in transactions that may be cut off anywhere. */
public final class SimulatedTrainer {

    private static final int CHUNK_BYTES = 300;
    private static final int KEEP = 2;

    /** Each run's examples differ from those the champion was judged on: it has fewer right by less than this. */
    private static final int DRIFT = 6;

    private final SimulationContext world;
    private final Task task;
    private final String name;
    private final SimulatedGate gate;
    private final Deque<Consumer<SimulatedTransaction>> unsent = new ArrayDeque<>();
    private SimulatedReader reader;
    private @Nullable SimulatedTransaction transaction;
    private Optional<Published> publishing = Optional.empty();
    private Optional<Retirement> retiring = Optional.empty();
    private OptionalLong aliasGoal = OptionalLong.empty();
    private boolean owesRetirement;
    private boolean hasRetired;
    private int plannedAt;

    /** A trainer without a run in progress. */
    public SimulatedTrainer(SimulationContext world, Task task) {
        this.world = world;
        this.task = task;
        this.name = task.id() + "-trainer";
        this.gate = new SimulatedGate(world);
        this.reader = world.newReader();
    }

    /** Its task. */
    public Task task() {
        return task;
    }

    /** Continues whatever is in progress. */
    public void step() {
        SimulatedTransaction open = transaction;
        if (open == null) {
            begin();
        } else if (!open.isOpen()) {
            awaitMarkers(open);
        } else if (!unsent.isEmpty()) {
            send(open);
        } else {
            decide(open);
        }
    }

    /** The broker refused; the transaction is rolled back, and planned again from the topics' new state. */
    public void fail() {
        endTransaction("rolls back");
        reopen();
    }

    /** It dies. Its successor fences it, which commits or aborts the transaction. */
    public void crash() {
        endTransaction("dies, and is fenced");
        owesRetirement = false;
        reopen();
    }

    /** Whether nothing is in progress. */
    public boolean isIdle() {
        return transaction == null && !owesRetirement;
    }

    /** True once after a complete retirement, if nobody else has written since it read the topics. */
    public boolean takeHasRetired() {
        boolean had = hasRetired;
        hasRetired = false;
        return had;
    }

    /** Number of newest versions that it keeps. */
    public int keeps() {
        return KEEP;
    }

    private void begin() {
        reader.readToEnd();
        if (owesRetirement) {
            beginRetirement(Retirement.of(task, reader.catalog(), new VersionRetention(KEEP), Instant.EPOCH));
        } else {
            judge();
        }
    }

    private void judge() {
        int right = 25 + world.chance().below(16);
        Optional<Integer> championRight =
                champion().map(model -> model.right() - world.chance().below(DRIFT));
        if (!gate.passes(right, championRight)) {
            world.trace().say(name + " refuses a model with " + right + " right");
            return;
        }
        publish(world.nextSerial(), right);
    }

    private void publish(int serial, int right) {
        NewModel model = new NewModel(
                task,
                SimulatedModel.artifact(task, serial),
                Instant.EPOCH,
                reader.catalog().serving(task));
        Publication publication = Publication.of(model, reader.catalog(), CHUNK_BYTES);
        transaction = new SimulatedTransaction();
        List<ModelRecord> chunks = new ArrayList<>();
        for (Publication.ModelEntry entry : publication.models()) {
            unsent.add(within -> world.models().append(entry.key(), entry.content(), within));
            chunks.add(entry.content());
        }
        unsent.add(
                within -> world.aliases().append(ModelKeys.trainerAlias(task.id()), publication.aliasRecord(), within));
        String digest = model.artifact().sha256().hex();
        publishing = Optional.of(new Published(
                task, publication.version(), digest, serial, right, chunks.subList(0, chunks.size() - 1)));
        world.trace().say(name + " begins to publish " + publication.version());
    }

    private Optional<Published> champion() {
        return reader.catalog()
                .serving(task)
                .filter(this::isReadable)
                .flatMap(version -> world.truth().find(task, version));
    }

    private boolean isReadable(String version) {
        try {
            return ModelArtifact.parse(reader.fetch(task, version)).weights().isFinite();
        } catch (MissingModelException | ArtifactException e) {
            return false;
        }
    }

    private void beginRetirement(Retirement retirement) {
        if (retirement.isEmpty()) {
            owesRetirement = false;
            return;
        }
        transaction = new SimulatedTransaction();
        retiring = Optional.of(retirement);
        plannedAt = world.models().stableEnd() == world.models().writtenEnd() ? world.disturbances() : -1;
        aliasGoal = OptionalLong.empty();
        retirement.keys().forEach(key -> unsent.add(within -> world.models().append(key, null, within)));
        world.trace().say(name + " begins to retire " + new TreeSet<>(retirement.versions()));
    }

    private void send(SimulatedTransaction open) {
        int records = Math.min(unsent.size(), 1 + world.chance().below(4));
        for (int i = 0; i < records; i++) {
            unsent.removeFirst().accept(open);
        }
        world.trace().say(name + " sends " + records + " records, " + unsent.size() + " are left");
    }

    private void decide(SimulatedTransaction open) {
        if (retiring.isPresent() && !isHarmless(retiring.get())) {
            return;
        }
        open.commit();
        publishing.ifPresent(world.truth()::publish);
        world.trace().say(name + " commits");
    }

    /** False while it must wait, and when it has given up. */
    private boolean isHarmless(Retirement retirement) {
        if (aliasGoal.isEmpty()) {
            aliasGoal = OptionalLong.of(world.aliases().writtenEnd());
        }
        if (world.aliases().stableEnd() < aliasGoal.getAsLong()) {
            world.trace().say(name + " waits for the aliases' open transactions");
            return false;
        }
        reader.readToEnd();
        ModelCatalog afterwards = reader.catalog();
        if (!retirement.isHarmless(afterwards)) {
            owesRetirement = false;
            endTransaction("retires nothing, as an alias came in between");
            return false;
        }
        return true;
    }

    /** The broker writes the markers one after another; the publisher waits until it can read them. */
    private void awaitMarkers(SimulatedTransaction decided) {
        if (!world.models().isMarked(decided) && world.chance().percent(50)) {
            world.models().mark(decided);
        } else if (!world.aliases().isMarked(decided) && world.chance().percent(50)) {
            world.aliases().mark(decided);
        } else if (world.models().isReadable(decided) && world.aliases().isReadable(decided)) {
            owesRetirement = publishing.isPresent();
            hasRetired = retiring.isPresent() && plannedAt == world.disturbances();
            forget();
        }
    }

    private void endTransaction(String how) {
        Optional.ofNullable(transaction).ifPresent(open -> {
            if (open.isOpen()) {
                open.abort();
            }
            world.models().mark(open);
            world.aliases().mark(open);
            world.trace().say(name + " " + how);
        });
        forget();
    }

    private void forget() {
        transaction = null;
        publishing = Optional.empty();
        retiring = Optional.empty();
        unsent.clear();
    }

    private void reopen() {
        world.forget(reader);
        reader = world.newReader();
    }
}
