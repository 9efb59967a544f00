/** Commands on the configured tasks. */
@NullMarked
package dev.millrace.cli.tasks;

import org.jspecify.annotations.NullMarked;
