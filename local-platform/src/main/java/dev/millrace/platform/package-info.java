/**
 * What a run of several processes on this machine needs: its folder, and the {@link dev.millrace.platform.LocalPlatform}
 * of broker and registry.
 */
@NullMarked
package dev.millrace.platform;

import org.jspecify.annotations.NullMarked;
