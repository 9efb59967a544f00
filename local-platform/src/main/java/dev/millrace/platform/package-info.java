/**
 * What a run of many processes on this machine stands on: its folder, its lines for the person in front, and the
 * {@link dev.millrace.platform.LocalPlatform} of broker and registry.
 */
@NullMarked
package dev.millrace.platform;

import org.jspecify.annotations.NullMarked;
