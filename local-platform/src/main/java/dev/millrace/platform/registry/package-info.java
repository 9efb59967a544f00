/** A real registry on this machine, for tests and the quickstart, in its own process. */
@NullMarked
package dev.millrace.platform.registry;

import org.jspecify.annotations.NullMarked;
