/** Classifies files: with a model in this process, or through the topics of a running task. */
@NullMarked
package dev.millrace.cli.classify;

import org.jspecify.annotations.NullMarked;
