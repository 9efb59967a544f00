package dev.millrace.model.spec;

/** How a gradient moves the weights; each with its customary constants (those of Keras' and Deeplearning4j's defaults). */
public enum Optimizer {
    SGD,
    ADAM,
    ADAGRAD,
    RMSPROP
}
