/**
 * Throughput and latency through Kafka: Millrace's streams app beside its ceiling in one process, a topology that only
 * copies, and what a user would write instead.
 *
 * <p>{@link StreamBenchmark} runs the subjects of a case in turn. A {@link RunningSubject} is one process with its own
 * topics. It preloads records or sends them at a fixed rate, reads the answers and counts them.
 */
@NullMarked
package dev.millrace.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
