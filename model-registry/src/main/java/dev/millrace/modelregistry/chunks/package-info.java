/** An artifact in slices, and whole again whatever order and however often they arrive. */
@NullMarked
package dev.millrace.modelregistry.chunks;

import org.jspecify.annotations.NullMarked;
