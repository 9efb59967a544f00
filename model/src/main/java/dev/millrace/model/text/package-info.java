/** Reviews: tokens, vocabulary, the bidirectional LSTM, and serving and fitting it. */
@NullMarked
package dev.millrace.model.text;

import org.jspecify.annotations.NullMarked;
