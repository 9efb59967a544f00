/**
 * The engine against its peers: the same networks, the same weights, the same cores, each in a JVM of its own.
 *
 * <p>A {@link Subject} runs one batch or one training step of one engine; JMH times it; {@link ModelBenchmark} compares.
 */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
