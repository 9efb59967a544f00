/**
 * Swaps models while records flow.
 *
 * <p>{@link ModelFeed} follows the model topics and passes the model that should serve to {@link ModelInstaller}, which
 * verifies, loads and warms it up before it installs it as the {@link CurrentModel}, or refuses it for a {@link Refusal}.
 */
@NullMarked
package dev.millrace.streams.hotswap;

import org.jspecify.annotations.NullMarked;
