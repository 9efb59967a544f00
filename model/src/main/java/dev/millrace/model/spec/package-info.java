/** What a model is described by: its task, architecture, labels, vocabulary and fit settings. Values only; knows no other package. */
@NullMarked
package dev.millrace.model.spec;

import org.jspecify.annotations.NullMarked;
