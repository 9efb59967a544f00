/** Clients that are not Millrace's own, against the running streams app. */
@NullMarked
package dev.millrace.streams.clients;

import org.jspecify.annotations.NullMarked;
