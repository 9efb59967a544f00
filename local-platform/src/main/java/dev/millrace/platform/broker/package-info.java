/** A real Kafka broker in its own process. It is formatted once and keeps its data in one directory. */
@NullMarked
package dev.millrace.platform.broker;

import org.jspecify.annotations.NullMarked;
