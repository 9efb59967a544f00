/**
 * What a model is, shared by the trainer and the streams app: networks, preprocessing, artifacts.
 *
 * <p>Plain Java types cross its border: no tensor, no Kafka, no Avro.
 */
@NullMarked
package dev.millrace.model;

import org.jspecify.annotations.NullMarked;
