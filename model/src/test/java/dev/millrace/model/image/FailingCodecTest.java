package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.Rejection;
import dev.millrace.model.spec.ImageInput;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An error inside a codec is an undecodable image. The codec at hand is asked after the platform's own has refused. */
class FailingCodecTest {

    /** A file of 8 by 8 pixels whose blocks are in order, with a code size that no GIF may have. */
    private static final byte[] BROKEN_GIF = HexFormat.of()
            .parseHex("474946383961" + "08000800000000" + "2c000000000800080000" + "0c" + "0100" + "00" + "3b");

    private final Codec codec = new Codec();

    @BeforeEach
    void register() {
        IIORegistry.getDefaultInstance().registerServiceProvider(codec);
    }

    @AfterEach
    void deregister() {
        IIORegistry.getDefaultInstance().deregisterServiceProvider(codec);
    }

    @Test
    void refusesAnImageThatFindsNoMemoryTwice() {
        codec.failure = () -> new OutOfMemoryError("Java heap space");

        assertThat(detail()).contains("OutOfMemoryError");
        assertThat(codec.reads).isEqualTo(2);
    }

    @Test
    void readsAnImageAgainThatFindsNoMemoryOnce() {
        codec.failure = () -> codec.reads == 1 ? new OutOfMemoryError("Java heap space") : new AssertionError("again");

        assertThatThrownBy(FailingCodecTest::detail)
                .isInstanceOf(AssertionError.class)
                .hasMessage("again");
    }

    @Test
    void refusesAnImageThatOverflowsTheStack() {
        codec.failure = StackOverflowError::new;

        assertThat(detail()).contains("StackOverflowError");
    }

    @Test
    void passesOnAClassThatIsMissing() {
        codec.failure = NoClassDefFoundError::new;

        assertThatThrownBy(FailingCodecTest::detail).isInstanceOf(NoClassDefFoundError.class);
    }

    private static String detail() {
        return ImageDecoder.decode(
                        EncodedImage.encoded(ByteBuffer.wrap(BROKEN_GIF)), ImageLimits.standard(), ImageInput.ofSide(8))
                .fold(decoded -> "decoded", undecodable -> {
                    assertThat(undecodable.reason()).isEqualTo(Rejection.UNDECODABLE_IMAGE);
                    return undecodable.detail();
                });
    }

    private static final class Codec extends ImageReaderSpi {

        private Supplier<Error> failure = AssertionError::new;
        private int reads;

        Codec() {
            super(
                    "test",
                    "1",
                    new String[] {"gif"},
                    new String[0],
                    new String[0],
                    Reader.class.getName(),
                    new Class<?>[] {ImageInputStream.class},
                    new String[0],
                    false,
                    "",
                    "",
                    new String[0],
                    new String[0],
                    false,
                    "",
                    "",
                    new String[0],
                    new String[0]);
        }

        @Override
        public boolean canDecodeInput(Object source) {
            return true;
        }

        @Override
        public ImageReader createReaderInstance(Object extension) {
            return new Reader(this);
        }

        @Override
        public String getDescription(Locale locale) {
            return "fails";
        }
    }

    private static final class Reader extends ImageReader {

        private final Codec codec;

        Reader(Codec codec) {
            super(codec);
            this.codec = codec;
        }

        @Override
        public int getNumImages(boolean allowSearch) {
            return 1;
        }

        @Override
        public int getWidth(int image) {
            codec.reads++;
            throw codec.failure.get();
        }

        @Override
        public int getHeight(int image) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int image) {
            throw new UnsupportedOperationException();
        }

        @Override
        public IIOMetadata getStreamMetadata() {
            throw new UnsupportedOperationException();
        }

        @Override
        public IIOMetadata getImageMetadata(int image) {
            throw new UnsupportedOperationException();
        }

        @Override
        public java.awt.image.BufferedImage read(int image, ImageReadParam parameters) {
            throw new UnsupportedOperationException();
        }
    }
}
