/** Support for the tests of every module: a broker inside the JVM, the registry, waiting, and architecture rules. */
@NullMarked
package dev.millrace.testing;

import org.jspecify.annotations.NullMarked;
