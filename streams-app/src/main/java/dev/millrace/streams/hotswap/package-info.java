/**
 * How a model comes to serve while records flow.
 *
 * <p>{@link ModelFeed} follows the model topics and hands what shall serve to {@link ModelInstaller}, which verifies it, loads
 * it, warms it up and only then installs it as the {@link CurrentModel}, or refuses it for a named {@link Refusal}.
 */
@NullMarked
package dev.millrace.streams.hotswap;

import org.jspecify.annotations.NullMarked;
