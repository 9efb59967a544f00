/**
 * The dead letters as an operator handles them: listed, shown, sent again.
 *
 * <p>{@link dev.millrace.cli.deadletters.DeadLetterLog} reads the topic as it is at the time of the call;
 * {@link dev.millrace.cli.deadletters.ReplayBatches} sends dead letters again in transactions that also note which ones they were, so
 * that none goes out twice unless it is asked for.
 */
@NullMarked
package dev.millrace.cli.deadletters;

import org.jspecify.annotations.NullMarked;
