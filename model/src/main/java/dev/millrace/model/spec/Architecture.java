package dev.millrace.model.spec;

import java.util.function.Function;

/** The closed set of networks, each with the preprocessing that belongs to it. A manifest names one; nothing else can be loaded. */
public sealed interface Architecture {

    Task task();

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Convolutional, R> onConvolutional, Function<Recurrent, R> onRecurrent);

    /** The network for images; samples are divided by 255. */
    record Convolutional(ImageArchitecture shape) implements Architecture {
        @Override
        public Task task() {
            return Task.IMAGE;
        }

        @Override
        public <R> R fold(Function<Convolutional, R> onConvolutional, Function<Recurrent, R> onRecurrent) {
            return onConvolutional.apply(this);
        }
    }

    /** The network for reviews, with the words it knows. */
    record Recurrent(TextArchitecture shape, Vocabulary vocabulary) implements Architecture {
        public Recurrent {
            if (vocabulary.size() > shape.maxWords()) {
                throw new IllegalArgumentException(
                        "vocabulary must have at most " + shape.maxWords() + " words, got " + vocabulary.size());
            }
        }

        @Override
        public Task task() {
            return Task.REVIEW;
        }

        @Override
        public <R> R fold(Function<Convolutional, R> onConvolutional, Function<Recurrent, R> onRecurrent) {
            return onRecurrent.apply(this);
        }
    }
}
