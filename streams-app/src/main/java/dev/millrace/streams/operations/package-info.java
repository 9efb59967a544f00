/**
 * What keeps a Kafka Streams client running, or says that it can't run on.
 *
 * <p>{@link StreamsClient} replaces threads as {@link RestartPolicy} decides; {@link TopicLimits} asks the broker what may be
 * sent.
 */
@NullMarked
package dev.millrace.streams.operations;

import dev.millrace.schemas.TopicLimits;
import org.jspecify.annotations.NullMarked;
