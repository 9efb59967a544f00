package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.decode;
import static dev.millrace.model.image.Decodings.detail;
import static dev.millrace.model.image.Decodings.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the generators of forged files found: small files that cost a codec many times what they show. */
class ForgedImagesTest {

    @Test
    void refusesAWebpThatRepeatsItsImage() {
        for (byte[] file : List.of(WebpFiles.LOSSY_WITH_ALPHA, WebpFiles.LOSSLESS)) {
            List<byte[]> parts = new WebpLayout().parts(file);
            byte[] image = parts.get(parts.size() - 1);
            byte[] repeated = file;
            for (int i = 0; i < 100; i++) {
                repeated = WebpFiles.withChunk(
                        repeated, new String(image, 0, 4, java.nio.charset.StandardCharsets.US_ASCII), content(image));
            }

            assertThat(reason(decode(repeated))).contains(Rejection.UNDECODABLE_IMAGE);
            assertThat(detail(decode(repeated))).contains("required one chunk with an image");
        }
    }

    private static byte[] content(byte[] chunk) {
        return Arrays.copyOfRange(chunk, 8, chunk.length);
    }
}
