package dev.millrace.model.text;

import dev.millrace.model.nativemath.CrossEntropy;
import dev.millrace.model.nativemath.LstmGradients;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The recurrent network forward and backward over one packed batch: embedding, two directions, mean over the real tokens,
 * output layer. Reads weights that others own; owned by one thread.
 */
final class RecurrentPass implements TextScorer {

    private final int embeddingSize;
    private final int units;
    private final RecurrentEngine engine;
    private float[][] weights = new float[0][];
    private float[] forwardInput = new float[0];
    private float[] backwardInput = new float[0];
    private float[] hiddenGradient = new float[0];

    /** @param engine is closed with this */
    RecurrentPass(TextArchitecture shape, RecurrentEngine engine) {
        this.embeddingSize = shape.embeddingSize();
        this.units = shape.lstmUnits();
        this.engine = engine;
    }

    /** Takes over weights, in the order of {@link TextWeights}; to be called again whenever they have changed. */
    void load(float[][] values) {
        weights = values;
        engine.forward()
                .load(
                        values[TextWeights.FORWARD_INPUT],
                        values[TextWeights.FORWARD_RECURRENT],
                        values[TextWeights.FORWARD_BIAS]);
        engine.backward()
                .load(
                        values[TextWeights.BACKWARD_INPUT],
                        values[TextWeights.BACKWARD_RECURRENT],
                        values[TextWeights.BACKWARD_BIAS]);
    }

    /** The mean hidden state of each row, both directions side by side: [row][2 × units]. */
    float[][] pooled(Packing packing) {
        embed(packing);
        float[][] pooled = new float[packing.rows()][2 * units];
        add(packing, engine.forward().forward(packing, forwardInput), pooled, 0);
        add(packing, engine.backward().forward(packing, backwardInput), pooled, units);
        for (int row = 0; row < packing.rows(); row++) {
            for (int i = 0; i < 2 * units; i++) {
                pooled[row][i] /= packing.length(row);
            }
        }
        return pooled;
    }

    /**
     * Sets {@code gradients} to the sum over the rows of the loss' gradient, and returns the sum of the losses.
     *
     * @param sorted texts, longest first
     * @param labels the class of each of them
     * @param dropout share of the pooled units to drop
     */
    double gradients(
            List<int[]> sorted, int[] labels, double dropout, SplittableRandom random, TextGradients gradients) {
        gradients.clear();
        double loss = 0;
        int from = 0;
        for (Packing packing : engine.packings(sorted)) {
            int[] truths = Arrays.copyOfRange(labels, from, from + packing.rows());
            loss += addGradients(packing, truths, dropout, random, gradients);
            from += packing.rows();
        }
        return loss;
    }

    private double addGradients(
            Packing packing, int[] labels, double dropout, SplittableRandom random, TextGradients gradients) {
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
        backward(packing, engine.forward(), forwardInput, pooledGradients, 0, gradients.forward());
        gradients.addEmbedding(packing, forwardInput, false);
        backward(packing, engine.backward(), backwardInput, pooledGradients, units, gradients.backward());
        gradients.addEmbedding(packing, backwardInput, true);
        return loss;
    }

    private void backward(
            Packing packing,
            Recurrence direction,
            float[] inputGradients,
            float[][] pooledGradients,
            int half,
            LstmGradients gradients) {
        for (int time = 0; time < packing.steps(); time++) {
            for (int row = 0; row < packing.active(time); row++) {
                int at = (packing.offset(time) + row) * units;
                float share = time < packing.length(row) ? 1f / packing.length(row) : 0f;
                for (int i = 0; i < units; i++) {
                    hiddenGradient[at + i] = pooledGradients[row][half + i] * share;
                }
            }
        }
        direction.backward(packing, hiddenGradient, gradients, inputGradients);
    }

    private void embed(Packing packing) {
        int size = packing.tokens() * embeddingSize;
        if (forwardInput.length < size) {
            forwardInput = new float[size];
            backwardInput = new float[size];
            hiddenGradient = new float[packing.tokens() * units];
        }
        float[] table = weights[TextWeights.EMBEDDING];
        for (int time = 0; time < packing.steps(); time++) {
            for (int row = 0; row < packing.active(time); row++) {
                int at = (packing.offset(time) + row) * embeddingSize;
                if (time >= packing.length(row)) {
                    Arrays.fill(forwardInput, at, at + embeddingSize, 0f);
                    Arrays.fill(backwardInput, at, at + embeddingSize, 0f);
                    continue;
                }
                System.arraycopy(table, packing.token(row, time) * embeddingSize, forwardInput, at, embeddingSize);
                System.arraycopy(
                        table, packing.tokenFromEnd(row, time) * embeddingSize, backwardInput, at, embeddingSize);
            }
        }
    }

    private void add(Packing packing, float[] hidden, float[][] pooled, int half) {
        for (int time = 0; time < packing.steps(); time++) {
            for (int row = 0; row < packing.active(time); row++) {
                if (time >= packing.length(row)) {
                    break;
                }
                int at = (packing.offset(time) + row) * units;
                float[] sums = pooled[row];
                for (int i = 0; i < units; i++) {
                    sums[half + i] += hidden[at + i];
                }
            }
        }
    }

    /** Inverted dropout: what is kept is scaled, so that nothing changes when dropout is off. */
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
        for (Packing packing :
                engine.packings(Arrays.stream(order).map(texts::get).toList())) {
            for (float[] pooled : pooled(packing)) {
                probabilities[order[place++]] =
                        CrossEntropy.probabilities(TextWeights.outputSums(weights, pooled), labels);
            }
        }
        return probabilities;
    }

    @Override
    public void close() {
        engine.close();
    }
}
