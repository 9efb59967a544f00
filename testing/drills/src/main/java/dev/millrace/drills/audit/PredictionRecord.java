package dev.millrace.drills.audit;

import dev.millrace.schemas.RecordCoordinates;

/** What a prediction says: that this model gave these scores to that input. */
record PredictionRecord(RecordCoordinates input, Stamp stamp, Scores scores) {}
