package dev.millrace.service.tasks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a field holds an image or a text. */
public enum ContentEncoding {
    /** Bytes as they are; an image in a string by base64, with or without a data URL's prefix. */
    AUTO,
    /** Bytes as they are. */
    BYTES,
    /** Base64, in a string or in bytes. */
    BASE64;

    /** The encoding of that name in the configuration. */
    static Optional<ContentEncoding> of(String text) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.text().equals(text))
                .findFirst();
    }

    /** Its name in the configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
