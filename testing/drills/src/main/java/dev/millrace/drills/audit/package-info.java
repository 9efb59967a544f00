/**
 * Audits drills. {@link dev.millrace.drills.audit.AnswerReader} records what was committed in the
 * {@link dev.millrace.drills.audit.ScenarioAudit}, and {@link dev.millrace.drills.audit.Attribution} classifies every
 * input again with the named models.
 */
@NullMarked
package dev.millrace.drills.audit;

import org.jspecify.annotations.NullMarked;
