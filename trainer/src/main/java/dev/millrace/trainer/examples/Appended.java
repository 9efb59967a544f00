package dev.millrace.trainer.examples;

/**
 * What became of a batch of examples.
 *
 * @param outranked labels that were ignored because the content has one of a higher trust
 * @param leftOut examples that no split has, because they have near-copies in different ones
 */
public record Appended(int outranked, int leftOut) {}
