/**
 * The whole system except Kafka, on one thread, in an order that a seed decides.
 *
 * <p>The decisions of the services are plain code. Here a scheduler drives them: it interleaves writers, compaction,
 * readers, stream threads, crashes and rebalances, and checks named invariants after each step.
 */
@NullMarked
package dev.millrace.simulation;

import org.jspecify.annotations.NullMarked;
