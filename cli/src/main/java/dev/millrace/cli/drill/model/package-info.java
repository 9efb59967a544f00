/**
 * What drills send and serve: {@link dev.millrace.cli.drill.model.DrillInputs} by number, and
 * {@link dev.millrace.cli.drill.model.PlantedModels} whose scores tell them apart.
 */
@NullMarked
package dev.millrace.cli.drill.model;

import org.jspecify.annotations.NullMarked;
