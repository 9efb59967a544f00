/**
 * The engine beside its peers: the same networks, the same weights and the same cores, each in its own JVM.
 *
 * <p>A {@link Subject} runs one batch or one training step of one engine; JMH times it; {@link ModelBenchmark} compares.
 */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
