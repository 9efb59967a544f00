package dev.millrace.model.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * The warnings of a codec while it reads one image. A valid image causes a warning or two. A forged segment length makes
 * the JPEG codec repeat a warning tens of thousands of times, and formatting each is expensive, so reading ends after
 * {@value #MOST} of them.
 */
final class ReadWarnings implements IIOReadWarningListener {

    static final int MOST = 1_000;

    /** The JPEG codec's warning for a truncated file, which it does not treat as an error. */
    private static final String CUT_SHORT = "premature end";

    private int count;
    private boolean cutShort;

    /** @throws TooManyWarningsException through the codec, which stops reading */
    @Override
    public void warningOccurred(ImageReader source, String warning) {
        cutShort |= warning.toLowerCase(Locale.ROOT).contains(CUT_SHORT);
        count++;
        if (count > MOST) {
            throw new TooManyWarningsException();
        }
    }

    /** Whether a warning says that the file is truncated. */
    boolean isCutShort() {
        return cutShort;
    }

    private static final class TooManyWarningsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyWarningsException() {
            super("more than " + MOST + " warnings");
        }
    }
}
