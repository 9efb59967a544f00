@NullMarked
package dev.millrace.trainer.publish;

import org.jspecify.annotations.NullMarked;
