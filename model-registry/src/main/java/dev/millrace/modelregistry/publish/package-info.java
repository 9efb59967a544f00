/**
 * Publishes and uploads models, records runs, pins versions, and retires old ones.
 *
 * <p>A publish is planned as a list of records and sent in one transaction, so that readers see all of them or none.
 */
@NullMarked
package dev.millrace.modelregistry.publish;

import org.jspecify.annotations.NullMarked;
