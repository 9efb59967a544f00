package dev.millrace.model.spec;

/** How a gradient moves the weights; each with its customary constants (the defaults of Keras and Deeplearning4j). */
public enum Optimizer {
    SGD,
    ADAM,
    ADAGRAD,
    RMSPROP
}
