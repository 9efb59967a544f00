/** Prepares the topics. {@code create} creates missing topics; {@code check} only reports differences. */
@NullMarked
package dev.millrace.cli.topics;

import org.jspecify.annotations.NullMarked;
