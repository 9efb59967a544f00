package dev.millrace.benchmarks;

import java.util.Locale;

/** The two networks of Millrace, at their standard sizes. */
public enum Network {
    /** 32×32 RGB, ten labels. */
    CNN,
    /** 250 tokens of 10,000 words, two labels. */
    BILSTM;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
