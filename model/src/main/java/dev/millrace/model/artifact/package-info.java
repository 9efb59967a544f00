/** Models as bytes: manifest and weights in one artifact, identified by its digest. */
@NullMarked
package dev.millrace.model.artifact;

import org.jspecify.annotations.NullMarked;
