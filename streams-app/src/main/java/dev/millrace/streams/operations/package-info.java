/**
 * Keeps a Kafka Streams client running, and reports when it can't continue.
 *
 * <p>{@link StreamsClient} replaces failed threads as {@link RestartPolicy} decides.
 */
@NullMarked
package dev.millrace.streams.operations;

import org.jspecify.annotations.NullMarked;
