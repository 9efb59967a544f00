/** Topics, and what is in them, for the tests of every module that serves. */
@NullMarked
package dev.millrace.service.testing;

import org.jspecify.annotations.NullMarked;
