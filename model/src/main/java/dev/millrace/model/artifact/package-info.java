/** A model as bytes: manifest and weights together, named by their digest. */
@NullMarked
package dev.millrace.model.artifact;

import org.jspecify.annotations.NullMarked;
