/**
 * The whole system on one machine, fed with data, watched and counted. {@link dev.millrace.cli.quickstart.Quickstart} starts a
 * {@link dev.millrace.cli.quickstart.LocalSystem}, lets a {@link dev.millrace.cli.quickstart.Feed} a task send and a {@link
 * dev.millrace.cli.quickstart.AnswerWatch} read, and compares the two when the stream has run dry.
 */
@NullMarked
package dev.millrace.cli.quickstart;

import org.jspecify.annotations.NullMarked;
