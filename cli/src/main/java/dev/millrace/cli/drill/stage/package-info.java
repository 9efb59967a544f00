/**
 * Where drills are played: a {@link dev.millrace.cli.drill.stage.DrillPlatform} that all scenarios share, and a
 * {@link dev.millrace.cli.drill.stage.Stage} for each, with its services, its load and its models.
 */
@NullMarked
package dev.millrace.cli.drill.stage;

import org.jspecify.annotations.NullMarked;
