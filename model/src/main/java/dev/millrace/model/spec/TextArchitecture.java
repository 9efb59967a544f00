package dev.millrace.model.spec;

/**
 * The shape of the recurrent network: embedding, bidirectional LSTM with full sequences (concatenated), global average
 * pooling over the real tokens, one sigmoid unit for two labels or softmax for more.
 *
 * <p>The layers must need at most 32 MiB for one text.
 *
 * @param maxWords maximum size of the vocabulary, padding and unknown words included
 * @param maxTokens maximum tokens of a text; of a longer text the last ones are used
 * @param embeddingSize numbers per token
 * @param lstmUnits units per direction
 */
public record TextArchitecture(int maxWords, int maxTokens, int embeddingSize, int lstmUnits) {

    /** The name in manifests. */
    public static final String NAME = "bilstm-average-pooling";

    /** The name in manifests that name a tokenizer. Version 0.1.0 refuses it instead of reading texts by its own. */
    public static final String NAME_WITH_TOKENIZER = "bilstm-average-pooling-with-tokenizer";

    public TextArchitecture {
        requireRange("max words", maxWords, 3, 1_000_000);
        requireRange("max tokens", maxTokens, 1, 10_000);
        requireRange("embedding size", embeddingSize, 1, 1_024);
        requireRange("LSTM units", lstmUnits, 1, 1_024);
        ActivationMemory.require(floats(maxTokens, embeddingSize, lstmUnits));
    }

    /** The numbers that the layers compute for one text: of each token the embedding, four gates and the output, both ways. */
    private static long floats(long maxTokens, long embeddingSize, long lstmUnits) {
        return maxTokens * (embeddingSize + 2 * 5 * lstmUnits);
    }

    /** 10,000 words, 250 tokens, embedding 64, LSTM 64. */
    public static TextArchitecture standard() {
        return new TextArchitecture(10_000, 250, 64, 64);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", got " + value);
        }
    }
}
