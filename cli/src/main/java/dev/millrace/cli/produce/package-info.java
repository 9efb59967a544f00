/**
 * Samples into Kafka: {@link dev.millrace.cli.produce.SendRate} says when the next is due, {@link
 * dev.millrace.cli.produce.Publisher} sends it and tells what the broker answered.
 */
@NullMarked
package dev.millrace.cli.produce;

import org.jspecify.annotations.NullMarked;
