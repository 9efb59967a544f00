/**
 * Audits what was sent against what was answered. {@link dev.millrace.cli.accounting.TaskAudit} records each
 * acknowledged input and each answer, and summarises them in a {@link dev.millrace.cli.accounting.TaskReport}.
 */
@NullMarked
package dev.millrace.cli.accounting;

import org.jspecify.annotations.NullMarked;
