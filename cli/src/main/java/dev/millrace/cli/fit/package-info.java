/** {@code millrace fit}: training without Kafka. */
@NullMarked
package dev.millrace.cli.fit;

import org.jspecify.annotations.NullMarked;
