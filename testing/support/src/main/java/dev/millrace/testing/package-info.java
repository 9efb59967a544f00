/** Real parts for the tests of every module: a broker inside the JVM, the registry beside it. */
@NullMarked
package dev.millrace.testing;

import org.jspecify.annotations.NullMarked;
