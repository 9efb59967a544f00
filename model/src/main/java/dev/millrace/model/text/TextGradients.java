package dev.millrace.model.text;

import dev.millrace.model.onednn.LstmGradients;
import dev.millrace.model.spec.TextArchitecture;
import java.util.Arrays;

/** The gradients of one thread's part of a batch, in the order of {@link TextWeights}. */
final class TextGradients {

    private final int embeddingSize;
    private final float[] embedding;
    private final LstmGradients forward;
    private final LstmGradients backward;
    private final float[] outputWeight;
    private final float[] outputBias;
    private final float[] word;
    private final float[] wordFromEnd;

    TextGradients(TextArchitecture shape, int vocabularySize, int labels) {
        this.embeddingSize = shape.embeddingSize();
        this.embedding = new float[vocabularySize * embeddingSize];
        this.forward = new LstmGradients(embeddingSize, shape.lstmUnits());
        this.backward = new LstmGradients(embeddingSize, shape.lstmUnits());
        this.outputWeight = new float[TextWeights.outputs(labels) * 2 * shape.lstmUnits()];
        this.outputBias = new float[TextWeights.outputs(labels)];
        this.word = new float[embeddingSize];
        this.wordFromEnd = new float[embeddingSize];
    }

    void clear() {
        Arrays.fill(embedding, 0f);
        forward.clear();
        backward.clear();
        Arrays.fill(outputWeight, 0f);
        Arrays.fill(outputBias, 0f);
    }

    LstmGradients forward() {
        return forward;
    }

    LstmGradients backward() {
        return backward;
    }

    float[][] all() {
        return new float[][] {
            embedding,
            forward.input(),
            forward.recurrent(),
            forward.bias(),
            backward.input(),
            backward.recurrent(),
            backward.bias(),
            outputWeight,
            outputBias
        };
    }

    /** Adds a row's gradients of the last layer, and sets {@code pooledGradient} to the gradient of its input. */
    void addOutput(float[] sumGradients, float[] pooled, float[] matrix, float[] pooledGradient) {
        for (int output = 0; output < sumGradients.length; output++) {
            float gradient = sumGradients[output];
            outputBias[output] += gradient;
            for (int i = 0; i < pooled.length; i++) {
                outputWeight[output * pooled.length + i] += gradient * pooled[i];
                pooledGradient[i] += gradient * matrix[output * pooled.length + i];
            }
        }
    }

    /** Adds the gradients of the words, from both directions, after their backward pass. */
    void addEmbedding(PackedSequence packing, PackedLstm forward, PackedLstm backward) {
        for (int time = 0; time < packing.steps(); time++) {
            for (int row = 0; row < packing.active(time); row++) {
                forward.wordGradient(packing.offset(time) + row, word);
                int timeFromEnd = packing.length(row) - 1 - time;
                backward.wordGradient(packing.offset(timeFromEnd) + row, wordFromEnd);
                int to = packing.token(row, time, false) * embeddingSize;
                for (int i = 0; i < embeddingSize; i++) {
                    embedding[to + i] += word[i] + wordFromEnd[i];
                }
            }
        }
    }
}
