/** {@code millrace acls}: what each role must be allowed to do on the broker. */
@NullMarked
package dev.millrace.cli.acls;

import org.jspecify.annotations.NullMarked;
