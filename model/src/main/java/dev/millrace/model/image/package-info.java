/** Images: decoding, the convolutional network, and serving and fitting it. */
@NullMarked
package dev.millrace.model.image;

import org.jspecify.annotations.NullMarked;
