/**
 * Model topics in, a current model out.
 *
 * <p>{@link ModelFeed} follows the topics beside the topologies, loads and warms up, and installs into {@link CurrentModel}.
 */
@NullMarked
package dev.millrace.streams.hotswap;

import org.jspecify.annotations.NullMarked;
