/** What both services need to be a process: settings, a way to stop, an operations endpoint, and the model topics. */
@NullMarked
package dev.millrace.service;

import org.jspecify.annotations.NullMarked;
