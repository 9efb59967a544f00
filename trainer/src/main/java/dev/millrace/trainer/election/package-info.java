/**
 * Elects one of several trainers of a task as the leader.
 *
 * <p>Each trainer joins a consumer group on the {@code commands} topic, which has one partition. The member that is
 * assigned the partition is the leader, and receives the operator's commands through it.
 */
@NullMarked
package dev.millrace.trainer.election;

import org.jspecify.annotations.NullMarked;
