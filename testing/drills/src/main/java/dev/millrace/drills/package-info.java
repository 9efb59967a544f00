/**
 * {@code millrace drill}: injects faults into real processes, and audits every record.
 *
 * <p>A {@link dev.millrace.drills.scenario.Scenario} runs in a
 * {@link dev.millrace.drills.environment.ScenarioEnvironment}, whose {@link dev.millrace.drills.audit.ScenarioAudit}
 * becomes a {@link dev.millrace.drills.ScenarioReport}.
 */
@NullMarked
package dev.millrace.drills;

import org.jspecify.annotations.NullMarked;
