/**
 * Reads the models and model-aliases topics.
 *
 * <p>{@link ModelLog} follows the topics and keeps an index; {@link ModelCatalog} is a snapshot of that index.
 */
@NullMarked
package dev.millrace.modelregistry;

import org.jspecify.annotations.NullMarked;
