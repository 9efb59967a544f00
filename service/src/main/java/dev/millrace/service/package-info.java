/** What both services need to run as a process: settings, start-up with retries, and a shutdown signal. */
@NullMarked
package dev.millrace.service;

import org.jspecify.annotations.NullMarked;
