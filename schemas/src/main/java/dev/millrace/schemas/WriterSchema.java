package dev.millrace.schemas;

import org.apache.avro.Schema;

/** The schema that a record was written with, as far as Millrace reads its language. */
public sealed interface WriterSchema {

    /** The registry's name of the schema language, such as {@code AVRO}. */
    String language();

    /** An Avro schema, complete. */
    record Avro(Schema schema) implements WriterSchema {
        @Override
        public String language() {
            return "AVRO";
        }
    }

    /** A JSON Schema; records are JSON whatever it says. */
    record Json() implements WriterSchema {
        @Override
        public String language() {
            return "JSON";
        }
    }

    /**
     * One that Millrace does not read.
     *
     * @param language such as {@code PROTOBUF}
     */
    record Unsupported(String language) implements WriterSchema {}
}
