/** Output for the user at the terminal. */
@NullMarked
package dev.millrace.cli.terminal;

import org.jspecify.annotations.NullMarked;
