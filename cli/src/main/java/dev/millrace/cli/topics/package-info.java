/** The topics as an operator prepares them. {@code create} makes what is missing, {@code check} only tells what differs. */
@NullMarked
package dev.millrace.cli.topics;

import org.jspecify.annotations.NullMarked;
