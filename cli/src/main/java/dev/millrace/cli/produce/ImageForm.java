package dev.millrace.cli.produce;

/** How raw images are sent. */
public enum ImageForm {
    /** As raw samples; the fastest. */
    RAW,
    /** As PNG files. */
    PNG
}
