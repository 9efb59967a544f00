/** {@code millrace labels}: operators decide which labels models may learn. */
@NullMarked
package dev.millrace.cli.labels;

import org.jspecify.annotations.NullMarked;
