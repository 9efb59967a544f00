/** The checks that a release passes before it is packed, and the lists of licences that they write. */
@NullMarked
package dev.millrace.release;

import org.jspecify.annotations.NullMarked;
