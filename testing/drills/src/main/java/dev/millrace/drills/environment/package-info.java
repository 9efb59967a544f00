/**
 * Where drills are played: a {@link dev.millrace.drills.environment.DrillPlatform} that all scenarios share, and a
 * {@link dev.millrace.drills.environment.ScenarioEnvironment} for each, with its services, its load and its models.
 */
@NullMarked
package dev.millrace.drills.environment;

import org.jspecify.annotations.NullMarked;
