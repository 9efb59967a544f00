/**
 * The whole system on one machine, fed with data and audited. {@link dev.millrace.cli.quickstart.Quickstart} starts a
 * {@link dev.millrace.cli.quickstart.LocalSystem}, sends with one {@link dev.millrace.cli.quickstart.Feed} per task,
 * reads with an {@link dev.millrace.cli.quickstart.AnswerWatch}, and compares the two when all input is processed.
 */
@NullMarked
package dev.millrace.cli.quickstart;

import org.jspecify.annotations.NullMarked;
