package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Encodings that are recognised but not read, because only native codecs read them. */
enum ForeignEncoding {
    AVIF("ftypavif", "ftypavis"),
    HEIC("ftypheic", "ftypheix", "ftypheim", "ftypheis", "ftyphevc", "ftyphevx", "ftypmif1", "ftypmsf1");

    private static final int BRAND = 4;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<String> brands;

    ForeignEncoding(String... brands) {
        this.brands = List.of(brands);
    }

    static Optional<ForeignEncoding> of(ByteBuffer content) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.brands.stream().anyMatch(brand -> Encoding.matches(brand, content, BRAND)))
                .findFirst();
    }

    /** What is wrong with a file of this encoding, and what to send instead. */
    String problem() {
        return this + " is not supported: required " + Encoding.NAMES + ", convert it to JPEG before sending";
    }
}
