/** Reviews: tokens, vocabulary, the bidirectional LSTM, serving and fitting it. */
@NullMarked
package dev.millrace.model.text;

import org.jspecify.annotations.NullMarked;
