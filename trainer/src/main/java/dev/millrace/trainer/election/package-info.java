/**
 * Which of several trainers of a task is the active one.
 *
 * <p>Each trainer joins a consumer group on the {@code commands} topic, which has one partition: who is given it holds the
 * office, and hears the operator's commands with it.
 */
@NullMarked
package dev.millrace.trainer.election;

import org.jspecify.annotations.NullMarked;
