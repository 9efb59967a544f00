/**
 * Who holds the drills to account: {@link dev.millrace.cli.drill.account.AnswerReader} enters what was committed into the
 * {@link dev.millrace.cli.drill.account.Account}, and {@link dev.millrace.cli.drill.account.Attribution} has the models
 * classify it all again.
 */
@NullMarked
package dev.millrace.cli.drill.account;

import org.jspecify.annotations.NullMarked;
