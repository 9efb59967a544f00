package dev.millrace.simulation;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.simulation.ExpectedModels.Published;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other tools that write to the model topics by mistake. */
final class HostileWriter {

    private final SimulationContext world;

    HostileWriter(SimulationContext world) {
        this.world = world;
    }

    void act() {
        List<Published> all = world.truth().all();
        if (all.isEmpty()) {
            return;
        }
        world.disturb();
        Published victim = all.get(Math.max(0, all.size() - 1 - world.chance().below(4)));
        int chunk = world.chance().below(victim.chunks().size());
        switch (world.chance().below(9)) {
            case 0 -> spoil(victim, ModelKeys.chunk(victim.task().id(), victim.version(), chunk), null);
            case 1 -> spoil(victim, chunkKey(victim, chunk), corrupted(victim.chunk(chunk)));
            case 2 ->
                world.models().append(chunkKey(victim, chunk), victim.chunks().get(chunk), null);
            case 3 -> spoil(victim, manifestKey(victim), null);
            case 4 ->
                world.models()
                        .append(chunkKey(victim, 20 + chunk), victim.chunks().get(chunk), null);
            case 5 ->
                world.models()
                        .append(
                                ModelKeys.chunk(victim.task().id(), "000000-0badbad0", chunk),
                                victim.chunks().get(chunk),
                                null);
            case 6 -> spoil(victim, manifestKey(victim), manifest(victim, "000099-elsewhere"));
            case 7 -> word(victim.task(), new ModelAlias(new OperatorAlias("000099-nowhere", "vandal", 1L, null)));
            default -> spoil(victim, chunkKey(victim, chunk), manifest(victim, victim.version()));
        }
        world.trace().say("vandal meets " + victim.task().id() + " " + victim.version() + " chunk " + chunk);
    }

    private void spoil(Published victim, String key, @Nullable ModelRecord value) {
        world.truth().spoil(victim.task(), victim.version());
        world.models().append(key, value, null);
    }

    private void word(Task task, ModelAlias word) {
        world.truth().unconfirm(task);
        world.aliases().append(ModelKeys.operatorAlias(task.id()), word, null);
    }

    /** The last byte belongs to a weight, so a parser does not notice. */
    private ModelRecord corrupted(ModelChunk chunk) {
        ByteBuffer content = ByteBuffer.allocate(chunk.getContent().remaining());
        content.put(chunk.getContent().duplicate()).flip();
        int place = content.limit() - 2;
        content.put(place, (byte) (content.get(place) ^ 0x20));
        return new ModelRecord(new ModelChunk(chunk.getSha256(), chunk.getIndex(), chunk.getCount(), content));
    }

    @SuppressWarnings("NullAway")
    private static ModelRecord manifest(Published victim, String version) {
        return new ModelRecord(new ModelManifest(
                victim.task().id(), version, victim.sha256(), 1L, 1, 0L, null, List.of("a", "b"), 1L, Map.of()));
    }

    private static String chunkKey(Published victim, int chunk) {
        return ModelKeys.chunk(victim.task().id(), victim.version(), chunk);
    }

    private static String manifestKey(Published victim) {
        return ModelKeys.manifest(victim.task().id(), victim.version());
    }
}
