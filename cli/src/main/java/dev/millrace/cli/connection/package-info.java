/** Finds Kafka and the registry: by options, a properties file or the environment, in this order of precedence. */
@NullMarked
package dev.millrace.cli.connection;

import org.jspecify.annotations.NullMarked;
