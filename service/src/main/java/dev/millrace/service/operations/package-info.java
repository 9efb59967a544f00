/** What an operator asks a running service: is it alive, is it ready, what does it measure. */
@NullMarked
package dev.millrace.service.operations;

import org.jspecify.annotations.NullMarked;
