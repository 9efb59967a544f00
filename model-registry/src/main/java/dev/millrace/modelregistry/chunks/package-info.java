/** Splits an artifact into chunks, and assembles it again in whatever order and however often they arrive. */
@NullMarked
package dev.millrace.modelregistry.chunks;

import org.jspecify.annotations.NullMarked;
