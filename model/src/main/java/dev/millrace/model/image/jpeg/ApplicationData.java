package dev.millrace.model.image.jpeg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What segments of application data say about colours. */
final class ApplicationData {

    private static final int JFIF = 0xe0;
    private static final int EXIF = 0xe1;
    private static final int PROFILE = 0xe2;
    private static final int ADOBE = 0xee;
    private static final int NO_TRANSFORM = 0;
    private static final int TO_LUMINANCE = 1;

    private boolean hasJfif;
    private boolean hasExif;
    private int transform = -1;

    void read(int code, byte[] file, int from, int end) {
        if (code == JFIF && startsWith("JFIF\0", file, from, end)) {
            hasJfif = true;
        } else if (code == EXIF && startsWith("Exif\0", file, from, end)) {
            hasExif = true;
        } else if (code == PROFILE && startsWith("ICC_PROFILE\0", file, from, end)) {
            throw new UnsupportedJpegException("a colour profile");
        } else if (code == ADOBE && startsWith("Adobe", file, from, end) && end - from >= 12) {
            transform = file[from + 11] & 0xff;
        }
    }

    private static boolean startsWith(String text, byte[] file, int from, int end) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return end - from >= bytes.length && Arrays.equals(file, from, from + bytes.length, bytes, 0, bytes.length);
    }

    /**
     * Whether three components are luminance and colour differences, not red, green and blue: as the platform's codec
     * decides.
     */
    boolean isLuminance(List<Component> components) {
        if (transform == NO_TRANSFORM && !hasJfif) {
            return false;
        }
        boolean isMarked = hasJfif || hasExif || isSubsampled(components);
        if (transform == TO_LUMINANCE || (transform < 0 && isMarked)) {
            return true;
        }
        throw new UnsupportedJpegException("components of unknown colours");
    }

    private static boolean isSubsampled(List<Component> components) {
        Component first = components.get(0);
        return components.stream()
                .anyMatch(each -> each.horizontal() < first.horizontal() || each.vertical() < first.vertical());
    }
}
