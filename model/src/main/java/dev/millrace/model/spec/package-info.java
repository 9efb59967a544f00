/**
 * The values that describe a model: task, architecture, labels, vocabulary and fit settings. Depends on no other
 * package.
 */
@NullMarked
package dev.millrace.model.spec;

import org.jspecify.annotations.NullMarked;
