package dev.millrace.drills.audit;

import dev.millrace.schemas.RecordCoordinates;

/** A prediction's claim: this model gave these scores to that input. */
record PredictionRecord(RecordCoordinates input, Stamp stamp, Scores scores) {}
