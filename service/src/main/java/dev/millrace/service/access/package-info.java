/**
 * Who may do what on the broker. {@link dev.millrace.service.access.AccessRules} states what each program reads, writes and
 * joins; readiness checks it, and {@code millrace acls} prints it.
 */
@NullMarked
package dev.millrace.service.access;

import org.jspecify.annotations.NullMarked;
