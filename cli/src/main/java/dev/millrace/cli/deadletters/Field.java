package dev.millrace.cli.deadletters;

/** One named piece of a dead letter's content. */
record Field(String name, String value) {}
