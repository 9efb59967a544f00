package dev.millrace.model.text;

import dev.millrace.model.fitting.CrossEntropy;
import dev.millrace.model.onednn.LstmGradients;
import dev.millrace.model.spec.TextArchitecture;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The recurrent network, forward and backward over packed batches: embedding, two directions, mean over the words,
 * output layer. Reads weights that others own. Owned by one thread.
 */
final class RecurrentPass implements TextScorer {

    /** Gates' sums of a batch: 128 MB per direction. */
    private static final int MOST_SUMS = 32 << 20;

    private final int embeddingSize;
    private final int units;
    private final int mostTokens;
    private final PackedLstm forward;
    private final PackedLstm backward;
    private float[][] weights = new float[0][];
    private float[] rows = new float[0];

    RecurrentPass(TextArchitecture shape) {
        this(shape, MOST_SUMS / (4 * shape.lstmUnits()));
    }

    /**
     * @param mostTokens maximum tokens per batch, counted as if it were padded; larger inputs are divided into batches
     */
    RecurrentPass(TextArchitecture shape, int mostTokens) {
        this.embeddingSize = shape.embeddingSize();
        this.units = shape.lstmUnits();
        this.mostTokens = mostTokens;
        this.forward = new PackedLstm(embeddingSize, units);
        this.backward = new PackedLstm(embeddingSize, units);
    }

    /** Sets the weights, in the order of {@link TextWeights}. Call again whenever they have changed. */
    void load(float[][] values) {
        weights = values;
        forward.load(
                values[TextWeights.FORWARD_INPUT],
                values[TextWeights.FORWARD_RECURRENT],
                values[TextWeights.FORWARD_BIAS]);
        backward.load(
                values[TextWeights.BACKWARD_INPUT],
                values[TextWeights.BACKWARD_RECURRENT],
                values[TextWeights.BACKWARD_BIAS]);
    }

    /** The mean hidden state of each row, both directions side by side: [row][2 × units]. */
    private float[][] pooled(PackedSequence packing) {
        float[][] pooled = new float[packing.rows()][2 * units];
        forward(packing, forward, false, pooled, 0);
        forward(packing, backward, true, pooled, units);
        return pooled;
    }

    private void forward(PackedSequence packing, PackedLstm direction, boolean fromEnd, float[][] pooled, int half) {
        if (rows.length < packing.rows() * units) {
            rows = new float[packing.rows() * units];
        }
        direction.ensure(packing);
        for (int time = 0; time < packing.steps(); time++) {
            for (int row = 0; row < packing.active(time); row++) {
                int at = packing.token(row, time, fromEnd) * embeddingSize;
                direction.word(packing.offset(time) + row, weights[TextWeights.EMBEDDING], at);
            }
        }
        direction.forward(packing, rows);
        for (int row = 0; row < packing.rows(); row++) {
            for (int i = 0; i < units; i++) {
                pooled[row][half + i] = rows[row * units + i] / packing.length(row);
            }
        }
    }

    /**
     * Sets {@code gradients} to the sum of the loss gradients of all rows. Returns the sum of the losses.
     *
     * @param sorted texts, longest first
     * @param labels the class of each text
     * @param dropout share of the pooled units to drop
     */
    double gradients(
            List<int[]> sorted, int[] labels, double dropout, SplittableRandom random, TextGradients gradients) {
        gradients.clear();
        double loss = 0;
        int from = 0;
        for (PackedSequence packing : PackedSequence.cut(sorted, mostTokens)) {
            int[] truths = Arrays.copyOfRange(labels, from, from + packing.rows());
            loss += addGradients(packing, truths, dropout, random, gradients);
            from += packing.rows();
        }
        return loss;
    }

    private double addGradients(
            PackedSequence packing, int[] labels, double dropout, SplittableRandom random, TextGradients gradients) {
        float[][] pooled = pooled(packing);
        float[][] pooledGradients = new float[packing.rows()][2 * units];
        double loss = 0;
        for (int row = 0; row < packing.rows(); row++) {
            float[] mask = mask(dropout, random);
            float[] kept = product(pooled[row], mask);
            float[] outputs = TextWeights.outputSums(weights, kept);
            loss += CrossEntropy.lossAndGradient(outputs, labels[row]);
            gradients.addOutput(outputs, kept, weights[TextWeights.OUTPUT_WEIGHT], pooledGradients[row]);
            pooledGradients[row] = product(pooledGradients[row], mask);
        }
        backward(packing, forward, pooledGradients, 0, gradients.forward());
        backward(packing, backward, pooledGradients, units, gradients.backward());
        gradients.addEmbedding(packing, forward, backward);
        return loss;
    }

    private void backward(
            PackedSequence packing,
            PackedLstm direction,
            float[][] pooledGradients,
            int half,
            LstmGradients gradients) {
        for (int row = 0; row < packing.rows(); row++) {
            for (int i = 0; i < units; i++) {
                rows[row * units + i] = pooledGradients[row][half + i] / packing.length(row);
            }
        }
        direction.backward(packing, rows, gradients);
    }

    /** Inverted dropout: units that are kept are scaled, so that nothing changes when dropout is off. */
    private float[] mask(double dropout, SplittableRandom random) {
        float[] mask = new float[2 * units];
        if (dropout == 0) {
            Arrays.fill(mask, 1f);
            return mask;
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < dropout ? 0f : (float) (1 / (1 - dropout));
        }
        return mask;
    }

    private static float[] product(float[] left, float[] right) {
        float[] product = new float[left.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = left[i] * right[i];
        }
        return product;
    }

    @Override
    public float[][] probabilities(List<int[]> texts, int labels) {
        Integer[] order = LengthOrder.longestFirst(texts);
        float[][] probabilities = new float[texts.size()][];
        int place = 0;
        for (PackedSequence packing :
                PackedSequence.cut(Arrays.stream(order).map(texts::get).toList(), mostTokens)) {
            for (float[] pooled : pooled(packing)) {
                probabilities[order[place++]] =
                        CrossEntropy.probabilities(TextWeights.outputSums(weights, pooled), labels);
            }
        }
        return probabilities;
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
