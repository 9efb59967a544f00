/**
 * Sends samples to Kafka. {@link dev.millrace.cli.produce.SendRate} says when the next one is due;
 * {@link dev.millrace.cli.produce.Publisher} sends it and reports the broker's answer.
 */
@NullMarked
package dev.millrace.cli.produce;

import org.jspecify.annotations.NullMarked;
