/** Reads JPEG files at a fraction of their size, without the platform's codec. */
@NullMarked
package dev.millrace.model.image.jpeg;

import org.jspecify.annotations.NullMarked;
