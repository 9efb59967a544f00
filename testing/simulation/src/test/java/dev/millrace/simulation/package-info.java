/**
 * The whole system but for Kafka, on one thread, in an order that a seed decides.
 *
 * <p>What decides in the services is plain code; here it is driven by a scheduler that interleaves writers, compaction,
 * readers, stream threads, crashes and rebalances, and after each step asks invariants with names. It lives beside the
 * command line since only there trainer and streams app may be seen together; what drives a package's insides lives in that
 * package's name, as tests do.
 */
@NullMarked
package dev.millrace.simulation;

import org.jspecify.annotations.NullMarked;
