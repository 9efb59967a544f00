package dev.millrace.model.image;

import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;

/** How files of one format consist of parts: segments, chunks, blocks or tags. {@link Forgery} rearranges and forges them. */
interface FileLayout {

    /** The parts of a valid file, the first of which keeps its place. */
    List<byte[]> parts(byte[] file);

    /** A file of these parts, with what belongs to the whole, such as offsets, mostly but not always correct. */
    byte[] file(List<byte[]> parts, SplittableRandom random);

    /** Where a part's content begins, behind its type and length. */
    int contentAt(byte[] part);

    /** Where a part's content ends. */
    default int contentEnd(byte[] part) {
        return part.length;
    }

    /** A copy of the part whose length and checksum are correct. */
    byte[] mended(byte[] part);

    /** The part with what only this format has forged: compressed data, sizes, kinds of content. */
    byte[] forged(byte[] part, SplittableRandom random);

    ByteOrder order();
}
