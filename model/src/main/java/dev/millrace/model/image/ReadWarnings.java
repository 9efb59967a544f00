package dev.millrace.model.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * What a codec complains of while it reads one image. A sound image causes a warning or two. A forged segment length makes the
 * JPEG codec repeat one tens of thousands of times, each at the price of a text, so reading ends after {@value #MOST} of them.
 */
final class ReadWarnings implements IIOReadWarningListener {

    static final int MOST = 1_000;

    /** What the JPEG codec warns of, instead of failing, when the file is cut. */
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

    /** Whether a warning says that the file ends before the image does. */
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
