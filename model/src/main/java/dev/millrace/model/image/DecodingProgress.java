package dev.millrace.model.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Has a codec stop within a few rows of the end of its time. Codecs report progress once a row. */
final class DecodingProgress implements IIOReadProgressListener {

    private static final int ROWS_A_LOOK = 16;

    private final DecodingTime time;
    private int rows;

    DecodingProgress(DecodingTime time) {
        this.time = time;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        rows++;
        if (rows % ROWS_A_LOOK == 0 && time.isOver()) {
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
