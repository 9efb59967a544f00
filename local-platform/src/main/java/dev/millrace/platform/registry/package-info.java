/** A real registry on this machine, for tests and the quickstart: the application in a process of its own. */
@NullMarked
package dev.millrace.platform.registry;

import org.jspecify.annotations.NullMarked;
