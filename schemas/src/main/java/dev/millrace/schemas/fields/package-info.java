/**
 * Fields of records that Millrace did not define: Avro with any schema, JSON, or bytes as they come.
 *
 * <p>{@link dev.millrace.schemas.fields.FieldsReader} recognises a record's format and decodes it; {@link
 * dev.millrace.schemas.fields.RecordFields} finds values by path and lists what a configuration could mean.
 */
@NullMarked
package dev.millrace.schemas.fields;

import org.jspecify.annotations.NullMarked;
