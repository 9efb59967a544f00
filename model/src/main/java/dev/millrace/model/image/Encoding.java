package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Undecodable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The supported encodings, each with its magic bytes and its name in ImageIO. */
enum Encoding {
    PNG("png", "\u0089PNG\r\n\u001a\n"),
    JPEG("jpeg", "\u00ff\u00d8\u00ff"),
    GIF("gif", "GIF8"),
    BMP("bmp", "BM"),
    WEBP("webp", "RIFF\uffff\uffff\uffff\uffffWEBP"),
    TIFF("tiff", "II*\0", "MM\0*");

    /** What a message requires. */
    static final String NAMES = "PNG, JPEG, GIF, BMP, WebP or TIFF";

    /** In magic bytes, stands for any. */
    private static final char ANY = '\uffff';

    private final String formatName;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<String> magics;

    Encoding(String formatName, String... magics) {
        this.formatName = formatName;
        this.magics = List.of(magics);
    }

    String formatName() {
        return formatName;
    }

    /** Says that a file of this encoding has no image, and why. */
    Undecodable undecodable(String cause) {
        return new Undecodable(Rejection.UNDECODABLE_IMAGE, "not a readable " + this + ": " + cause);
    }

    static Optional<Encoding> of(ByteBuffer content) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.magics.stream().anyMatch(magic -> matches(magic, content, 0)))
                .findFirst();
    }

    /** Whether the content has these bytes at a position. */
    static boolean matches(String magic, ByteBuffer content, int at) {
        if (content.remaining() < at + magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            int value = content.get(content.position() + at + i) & 0xff;
            if (magic.charAt(i) != ANY && magic.charAt(i) != value) {
                return false;
            }
        }
        return true;
    }
}
