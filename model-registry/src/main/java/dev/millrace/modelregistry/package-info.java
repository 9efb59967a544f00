/**
 * The models and model-aliases topics as their readers see them.
 *
 * <p>{@link ModelLog} follows the topics and keeps an index; {@link ModelCatalog} is what the index says at one moment.
 */
@NullMarked
package dev.millrace.modelregistry;

import org.jspecify.annotations.NullMarked;
