/** Times as people write them on a command line. */
@NullMarked
package dev.millrace.cli.time;

import org.jspecify.annotations.NullMarked;
