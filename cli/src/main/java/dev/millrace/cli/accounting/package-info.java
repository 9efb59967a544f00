/**
 * What went in, what came out, and whether the two agree. {@link dev.millrace.cli.accounting.TaskAudit} is told of each
 * acknowledged input and of each answer to it, and folds them into a {@link dev.millrace.cli.accounting.TaskReport}.
 */
@NullMarked
package dev.millrace.cli.accounting;

import org.jspecify.annotations.NullMarked;
