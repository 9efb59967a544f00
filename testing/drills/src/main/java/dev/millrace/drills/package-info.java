/**
 * {@code millrace drill}: faults played against real processes, and an account of every record.
 *
 * <p>A {@link dev.millrace.drills.scenario.Scenario} plays on a {@link dev.millrace.drills.environment.ScenarioEnvironment}; the stage's
 * {@link dev.millrace.drills.audit.ScenarioAudit} becomes a {@link dev.millrace.drills.ScenarioReport}.
 */
@NullMarked
package dev.millrace.drills;

import org.jspecify.annotations.NullMarked;
