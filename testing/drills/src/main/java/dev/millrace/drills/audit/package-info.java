/**
 * Who holds the drills to account: {@link dev.millrace.drills.audit.AnswerReader} enters what was committed into the
 * {@link dev.millrace.drills.audit.ScenarioAudit}, and {@link dev.millrace.drills.audit.Attribution} has the models
 * classify it all again.
 */
@NullMarked
package dev.millrace.drills.audit;

import org.jspecify.annotations.NullMarked;
