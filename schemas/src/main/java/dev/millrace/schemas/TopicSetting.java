package dev.millrace.schemas;

/** A setting of a topic, and the value that it should have. */
public record TopicSetting(String topic, String name, String value) {}
