package dev.millrace.model.spec;

import java.util.function.Function;

/** The closed set of networks, each with its preprocessing. A manifest names one; nothing else can be loaded. */
public sealed interface Architecture {

    /** The type of the inputs that the network takes. */
    TaskType type();

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(Function<Convolutional, R> onConvolutional, Function<Recurrent, R> onRecurrent);

    /** The network for images; samples are divided by 255. */
    record Convolutional(ImageArchitecture shape) implements Architecture {
        @Override
        public TaskType type() {
            return TaskType.IMAGE;
        }

        @Override
        public <R> R fold(Function<Convolutional, R> onConvolutional, Function<Recurrent, R> onRecurrent) {
            return onConvolutional.apply(this);
        }
    }

    /**
     * The network for texts, with its vocabulary.
     *
     * @param tokenizer cuts texts into the words of the vocabulary
     */
    record Recurrent(TextArchitecture shape, Vocabulary vocabulary, TokenizerKind tokenizer) implements Architecture {
        public Recurrent {
            if (vocabulary.size() > shape.maxWords()) {
                throw new IllegalArgumentException(
                        "vocabulary must have at most " + shape.maxWords() + " words, got " + vocabulary.size());
            }
        }

        /** A network as before 0.2.0, with {@link TokenizerKind#BASIC}. */
        public Recurrent(TextArchitecture shape, Vocabulary vocabulary) {
            this(shape, vocabulary, TokenizerKind.BASIC);
        }

        @Override
        public TaskType type() {
            return TaskType.TEXT;
        }

        @Override
        public <R> R fold(Function<Convolutional, R> onConvolutional, Function<Recurrent, R> onRecurrent) {
            return onRecurrent.apply(this);
        }
    }
}
