/**
 * What a run of many processes on this machine stands on: its folder, its lines for the person in front, and the
 * {@link dev.millrace.cli.platform.LocalPlatform} of broker and registry.
 */
@NullMarked
package dev.millrace.cli.platform;

import org.jspecify.annotations.NullMarked;
