package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Undecodable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The supported encodings, each with its magic bytes and its name in ImageIO. */
enum Encoding {
    PNG("png", "\u0089PNG\r\n\u001a\n"),
    JPEG("jpeg", "\u00ff\u00d8\u00ff"),
    GIF("gif", "GIF8"),
    BMP("bmp", "BM");

    private final String formatName;
    private final String magic;

    Encoding(String formatName, String magic) {
        this.formatName = formatName;
        this.magic = magic;
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
                .filter(encoding -> encoding.matches(content))
                .findFirst();
    }

    private boolean matches(ByteBuffer content) {
        if (content.remaining() < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((content.get(content.position() + i) & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
