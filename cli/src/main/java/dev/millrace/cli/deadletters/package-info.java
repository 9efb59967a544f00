/**
 * Lists, shows and replays dead letters.
 *
 * <p>{@link dev.millrace.cli.deadletters.DeadLetterLog} reads the topic as it is at the time of the call.
 * {@link dev.millrace.cli.deadletters.ReplayBatches} replays dead letters in transactions that also note which ones were
 * sent, so that none is sent twice unless the user asks for it.
 */
@NullMarked
package dev.millrace.cli.deadletters;

import org.jspecify.annotations.NullMarked;
