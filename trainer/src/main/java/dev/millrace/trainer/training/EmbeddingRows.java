package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.Vocabulary;
import java.util.List;

/**
 * Transfers a text network's weights to another vocabulary.
 *
 * <p>A word that stays keeps its row. A new word starts with the row of unknown words, which represented it before. So
 * at first the network gives the same answers.
 */
final class EmbeddingRows {

    private static final String EMBEDDING = "embedding.weight";

    private EmbeddingRows() {}

    static Weights moved(Weights weights, Vocabulary from, Vocabulary to) {
        List<Tensor> tensors = weights.tensors().stream()
                .map(tensor -> tensor.name().equals(EMBEDDING) ? moved(tensor, from, to) : tensor)
                .toList();
        return new Weights(tensors);
    }

    private static Tensor moved(Tensor embedding, Vocabulary from, Vocabulary to) {
        int size = embedding.shape().get(1);
        float[] rows = new float[to.size() * size];
        copy(embedding, Vocabulary.PADDING, rows, Vocabulary.PADDING);
        copy(embedding, Vocabulary.UNKNOWN, rows, Vocabulary.UNKNOWN);
        for (String word : to.words()) {
            copy(embedding, from.id(word), rows, to.id(word));
        }
        return Tensor.of(EMBEDDING, List.of(to.size(), size), rows);
    }

    private static void copy(Tensor embedding, int row, float[] rows, int target) {
        int size = embedding.shape().get(1);
        System.arraycopy(embedding.values(), row * size, rows, target * size, size);
    }
}
