package dev.millrace.simulation;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelAssembly;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelIndex;
import dev.millrace.modelregistry.ModelSource;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model log without Kafka: the real index and assembly over simulated topics. */
public final class SimulatedReader implements ModelSource {

    private static final long MAX_BYTES = 1 << 20;

    private final SimulatedTopic<ModelRecord> models;
    private final SimulatedTopic<ModelAlias> aliases;
    private final Runnable meanwhile;
    private final ModelIndex index = new ModelIndex();
    private final Map<String, SimulatedTopic.Entry<ModelRecord>> seenModels = new HashMap<>();
    private final Map<String, SimulatedTopic.Entry<ModelAlias>> seenAliases = new HashMap<>();
    private long modelsPosition;
    private long aliasesPosition;

    /** @param meanwhile called between the chunks of a fetch */
    public SimulatedReader(SimulatedTopic<ModelRecord> models, SimulatedTopic<ModelAlias> aliases, Runnable meanwhile) {
        this.models = models;
        this.aliases = aliases;
        this.meanwhile = meanwhile;
    }

    /** Reads both topics to their ends. */
    public void readToEnd() {
        readModels(Integer.MAX_VALUE);
        readAliases(Integer.MAX_VALUE);
    }

    /** Reads at most {@code limit} records. */
    public void readModels(int limit) {
        List<SimulatedTopic.Entry<ModelRecord>> all = models.committedFrom(modelsPosition);
        for (SimulatedTopic.Entry<ModelRecord> entry : all.subList(0, Math.min(limit, all.size()))) {
            index.accept(entry.key(), entry.value(), entry.offset());
            seenModels.put(entry.key(), entry);
            modelsPosition = entry.offset() + 1;
        }
        modelsPosition = all.size() <= limit ? Math.max(modelsPosition, models.stableEnd()) : modelsPosition;
    }

    /** Reads at most {@code limit} records. */
    public void readAliases(int limit) {
        List<SimulatedTopic.Entry<ModelAlias>> all = aliases.committedFrom(aliasesPosition);
        for (SimulatedTopic.Entry<ModelAlias> entry : all.subList(0, Math.min(limit, all.size()))) {
            index.accept(entry.key(), entry.value());
            seenAliases.put(entry.key(), entry);
            aliasesPosition = entry.offset() + 1;
        }
        aliasesPosition = all.size() <= limit ? Math.max(aliasesPosition, aliases.stableEnd()) : aliasesPosition;
    }

    /** Whether both topics are read to their ends. */
    public boolean isAtTheEnd() {
        return modelsPosition >= models.stableEnd() && aliasesPosition >= aliases.stableEnd();
    }

    /** The next offset to read of the models topic. */
    public long modelsPosition() {
        return modelsPosition;
    }

    /** The next offset to read of the aliases topic. */
    public long aliasesPosition() {
        return aliasesPosition;
    }

    /** The newest record read with that key on the models topic; empty after a tombstone. */
    public Optional<SimulatedTopic.Entry<ModelRecord>> seenModel(String key) {
        return Optional.ofNullable(seenModels.get(key)).filter(entry -> entry.value() != null);
    }

    /** The same for aliases. */
    public Optional<ModelAlias> seenAlias(String key) {
        return Optional.ofNullable(seenAliases.get(key)).map(SimulatedTopic.Entry::value);
    }

    @Override
    public ModelCatalog catalog() {
        return index.catalog();
    }

    @Override
    public byte[] fetch(Task task, String version) {
        return new ModelAssembly(index, this::read, MAX_BYTES).assemble(task, version);
    }

    private Optional<ModelRecord> read(long offset) {
        meanwhile.run();
        return models.at(offset).map(SimulatedTopic.Entry::value);
    }
}
