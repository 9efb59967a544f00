package dev.millrace.cli.drill.account;

import dev.millrace.cli.accounting.Coordinates;

/** What a prediction says: that this model gave these scores to that input. */
record Claim(Coordinates input, Stamp stamp, Scores scores) {}
