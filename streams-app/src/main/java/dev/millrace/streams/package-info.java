/** Model topic → current model; events → predictions or dead letters. */
@NullMarked
package dev.millrace.streams;

import org.jspecify.annotations.NullMarked;
