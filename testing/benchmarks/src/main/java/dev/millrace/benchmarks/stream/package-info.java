/**
 * Throughput and latency through Kafka: Millrace's streams app beside its ceiling in one process, a topology that only copies,
 * and what a user would write instead.
 *
 * <p>{@link StreamBenchmark} takes the subjects of a case by turns. A {@link RunningSubject} is one process with topics of its
 * own; it preloads records or sends them at a fixed rate, reads the answers and counts them.
 */
@NullMarked
package dev.millrace.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
