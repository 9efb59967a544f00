/** The streams app's process: reads its configuration, and starts and stops its Kafka Streams clients and the model feed. */
@NullMarked
package dev.millrace.streams;

import org.jspecify.annotations.NullMarked;
