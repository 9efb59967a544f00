/** A real Kafka broker in a process of its own, for the quickstart. It is formatted once and then kept in one directory. */
@NullMarked
package dev.millrace.cli.broker;

import org.jspecify.annotations.NullMarked;
