/**
 * {@code millrace drill}: faults played against real processes, and an account of every record.
 *
 * <p>A {@link dev.millrace.cli.drill.scenario.Scenario} plays on a {@link dev.millrace.cli.drill.stage.Stage}; the stage's
 * {@link dev.millrace.cli.drill.account.Account} becomes a {@link dev.millrace.cli.drill.ScenarioReport}.
 */
@NullMarked
package dev.millrace.cli.drill;

import org.jspecify.annotations.NullMarked;
