/**
 * Models, shared by the trainer and the streams app: networks, preprocessing and artifacts.
 *
 * <p>Only plain Java types cross its boundary: no tensor, no Kafka, no Avro.
 */
@NullMarked
package dev.millrace.model;

import org.jspecify.annotations.NullMarked;
