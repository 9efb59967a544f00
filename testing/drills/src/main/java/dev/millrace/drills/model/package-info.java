/**
 * What drills send and serve: {@link dev.millrace.drills.model.DrillInputs} by number, and
 * {@link dev.millrace.drills.model.PlantedModels} whose scores tell them apart.
 */
@NullMarked
package dev.millrace.drills.model;

import org.jspecify.annotations.NullMarked;
