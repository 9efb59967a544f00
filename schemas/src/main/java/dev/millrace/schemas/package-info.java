/** The wire contract: topics, their records, and the only serdes that may read or write them. */
@NullMarked
package dev.millrace.schemas;

import org.jspecify.annotations.NullMarked;
