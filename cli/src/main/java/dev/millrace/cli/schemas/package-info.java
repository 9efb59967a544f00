/** Commands on the schemas of Millrace's records. */
@NullMarked
package dev.millrace.cli.schemas;

import org.jspecify.annotations.NullMarked;
