@NullMarked
package dev.millrace.streams.hotswap;

import org.jspecify.annotations.NullMarked;
