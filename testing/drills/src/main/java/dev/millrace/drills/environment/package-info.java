/**
 * The environment of drills: a {@link dev.millrace.drills.environment.DrillPlatform} that all scenarios share, and one
 * {@link dev.millrace.drills.environment.ScenarioEnvironment} per scenario, with its services, its load and its models.
 */
@NullMarked
package dev.millrace.drills.environment;

import org.jspecify.annotations.NullMarked;
