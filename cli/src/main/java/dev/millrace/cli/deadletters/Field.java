package dev.millrace.cli.deadletters;

/** One thing that is known of a dead letter's content, with its name. */
record Field(String name, String value) {}
