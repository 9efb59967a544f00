package dev.millrace.drills.model;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.records.ModelChunk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Review models with one defect each; none of them may serve. */
public final class SpoiledReleases {

    private SpoiledReleases() {}

    /** One bit of a chunk is flipped. */
    public static Release corruptedChunk(int number) {
        return Release.of(DefaultTasks.REVIEW, number, PlantedModels.of(DefaultTasks.REVIEW, number))
                .withChunks(chunks -> {
                    ModelChunk first = chunks.get(0);
                    byte[] content = bytes(first.getContent());
                    content[content.length / 2] ^= 1;
                    List<ModelChunk> spoiled = new ArrayList<>(chunks);
                    spoiled.set(
                            0,
                            ModelChunk.newBuilder(first)
                                    .setContent(ByteBuffer.wrap(content))
                                    .build());
                    return spoiled;
                });
    }

    /** The last of several chunks was never written. */
    public static Release missingChunk(int number) {
        return Release.of(DefaultTasks.REVIEW, number, PlantedModels.large(number, 4_000))
                .withChunks(chunks -> chunks.subList(0, chunks.size() - 1));
    }

    /** Chunks and manifest name a digest that differs from that of the bytes. */
    public static Release wrongHash(int number) {
        ModelArtifact artifact = PlantedModels.of(DefaultTasks.REVIEW, number);
        Sha256 promised = Sha256.of("something else".getBytes(StandardCharsets.UTF_8));
        return Release.promising(
                DefaultTasks.REVIEW,
                number,
                artifact.toBytes(),
                promised,
                artifact.manifest().labels().names());
    }

    /** A complete artifact with one NaN weight. */
    public static Release notANumber(int number) {
        ModelArtifact artifact = PlantedModels.of(DefaultTasks.REVIEW, number);
        List<Tensor> tensors = new ArrayList<>(artifact.weights().tensors());
        Tensor first = tensors.get(0);
        float[] values = first.values().clone();
        values[values.length - 1] = Float.NaN;
        tensors.set(0, Tensor.of(first.name(), first.shape(), values));
        return Release.of(DefaultTasks.REVIEW, number, ModelArtifact.of(artifact.manifest(), new Weights(tensors)));
    }

    /** A manifest that names an unknown network. */
    public static Release unknownArchitecture(int number) {
        ModelArtifact artifact = PlantedModels.of(DefaultTasks.REVIEW, number);
        byte[] content = artifact.toBytes();
        byte[] name = TextArchitecture.NAME.getBytes(StandardCharsets.US_ASCII);
        content[indexOf(content, name)] = 'x';
        return Release.promising(
                DefaultTasks.REVIEW,
                number,
                content,
                Sha256.of(content),
                artifact.manifest().labels().names());
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
