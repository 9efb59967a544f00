/** What makes Deeplearning4j fast: its oneDNN helpers switched on, and oneDNN's primitives called directly. */
@NullMarked
package dev.millrace.model.onednn;

import org.jspecify.annotations.NullMarked;
