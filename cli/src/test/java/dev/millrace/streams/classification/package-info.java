@NullMarked
package dev.millrace.streams.classification;

import org.jspecify.annotations.NullMarked;
