package dev.millrace.cli.produce;

/** How raw images are published. */
public enum ImageForm {
    /** As raw samples: the fastest for everyone. */
    RAW,
    /** As PNG files. */
    PNG
}
