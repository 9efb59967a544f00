/** How a command finds Kafka and the registry: options, a properties file, the environment, in this order of precedence. */
@NullMarked
package dev.millrace.cli.connection;

import org.jspecify.annotations.NullMarked;
