package dev.millrace.model.image.jpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The segments of a file, from scan to scan. Every length and number is checked against the file. */
final class Segments {

    private static final int SEQUENTIAL = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int QUANTIZATION_TABLES = 0xdb;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int FIRST_APPLICATION_DATA = 0xe0;
    private static final int LAST_APPLICATION_DATA = 0xef;
    private static final int COMMENT = 0xfe;

    private final byte[] file;
    private final int[][] quantization = new int[4][0];
    private final HuffmanTable[] firsts = new HuffmanTable[4];
    private final HuffmanTable[] others = new HuffmanTable[4];
    private final ApplicationData application = new ApplicationData();
    private Optional<Frame> frame = Optional.empty();
    private int restartInterval;
    private boolean isScanned;
    private int position = 2;

    Segments(byte[] file) {
        this.file = file;
        Arrays.fill(firsts, HuffmanTable.undefined());
        Arrays.fill(others, HuffmanTable.undefined());
    }

    /** Reads up to the data of the next scan; empty at the end of the image. */
    Optional<Scan> nextScan() {
        while (true) {
            int code = marker();
            if (code == END_OF_IMAGE) {
                return Optional.empty();
            }
            int end = position + number(position, 2);
            if (end < position + 2 || end > file.length) {
                throw new UnsupportedJpegException("a segment past the end of the file");
            }
            int from = position + 2;
            position = end;
            if (code == START_OF_SCAN) {
                isScanned = true;
                return Optional.of(scan(from, end));
            }
            read(code, from, end);
        }
    }

    /** Goes on at the marker at a position. */
    void continueAt(int marker) {
        position = marker;
    }

    Frame frame() {
        return frame.orElseThrow(() -> new UnsupportedJpegException("no frame header before the first scan"));
    }

    ApplicationData application() {
        return application;
    }

    /** Units between two restarts; 0 for none. */
    int restartInterval() {
        return restartInterval;
    }

    /** Steps of a component's coefficients. */
    int[] quantization(Component component) {
        int[] steps = quantization[component.quantization()];
        if (steps.length == 0) {
            throw new UnsupportedJpegException("no quantization table " + component.quantization());
        }
        return steps;
    }

    private int marker() {
        if (number(position, 1) != 0xff) {
            throw new UnsupportedJpegException("no marker at byte " + position);
        }
        while (number(position + 1, 1) == 0xff) {
            position++;
        }
        position += 2;
        return number(position - 1, 1);
    }

    private void read(int code, int from, int end) {
        if (code >= FIRST_APPLICATION_DATA && code <= LAST_APPLICATION_DATA) {
            application.read(code, file, from, end);
        } else if (code == SEQUENTIAL || code == EXTENDED || code == PROGRESSIVE) {
            frame = Optional.of(frame(code == PROGRESSIVE, from, end));
        } else if (code == HUFFMAN_TABLES) {
            readHuffmanTables(from, end);
        } else if (code == QUANTIZATION_TABLES) {
            readQuantizationTables(from, end);
        } else if (code == RESTART_INTERVAL && end - from == 2) {
            restartInterval = number(from, 2);
        } else if (code != COMMENT) {
            throw new UnsupportedJpegException("a segment of code " + code);
        }
    }

    private Frame frame(boolean progressive, int from, int end) {
        int count = number(from + 5, 1);
        if (frame.isPresent() || isScanned || number(from, 1) != 8 || end - from != 6 + 3 * count) {
            throw new UnsupportedJpegException("a frame header of " + count + " components");
        }
        List<Component> components = new ArrayList<>();
        for (int at = from + 6; at < end; at += 3) {
            int factors = number(at + 1, 1);
            components.add(new Component(number(at, 1), factors >> 4, factors & 0xf, number(at + 2, 1)));
        }
        return new Frame(number(from + 3, 2), number(from + 1, 2), progressive, components);
    }

    private Scan scan(int from, int end) {
        int count = number(from, 1);
        if (count < 1 || end - from != 4 + 2 * count) {
            throw new UnsupportedJpegException("a scan header of " + count + " components");
        }
        List<Scan.Part> parts = new ArrayList<>();
        int next = 0;
        for (int at = from + 1; at < end - 3; at += 2) {
            int tables = number(at + 1, 1);
            next = component(number(at, 1), next);
            parts.add(new Scan.Part(next++, firsts[(tables >> 4) & 3].prepared(), others[tables & 3].prepared()));
        }
        int bits = number(end - 1, 1);
        return new Scan(parts, number(end - 3, 1), number(end - 2, 1), bits >> 4, bits & 0xf, end);
    }

    private int component(int id, int from) {
        List<Component> components = frame().components();
        for (int i = from; i < components.size(); i++) {
            if (components.get(i).id() == id) {
                return i;
            }
        }
        throw new UnsupportedJpegException("a scan of component " + id);
    }

    private void readHuffmanTables(int from, int end) {
        int at = from;
        while (at < end) {
            int target = number(at++, 1);
            int[] counts = new int[HuffmanTable.LONGEST + 1];
            for (int length = 1; length <= HuffmanTable.LONGEST; length++) {
                counts[length] = number(at++, 1);
            }
            int[] symbols = new int[Arrays.stream(counts).sum()];
            if ((target & 0xec) != 0 || symbols.length > 256 || at + symbols.length > end) {
                throw new UnsupportedJpegException("a table of " + symbols.length + " codes");
            }
            for (int i = 0; i < symbols.length; i++) {
                symbols[i] = number(at++, 1);
            }
            (target < 16 ? firsts : others)[target & 3] = new HuffmanTable(counts, symbols);
        }
    }

    private void readQuantizationTables(int from, int end) {
        int at = from;
        while (at < end) {
            int target = number(at++, 1);
            int bytes = target < 16 ? 1 : 2;
            if (isScanned || (target & 0xec) != 0 || at + BlockShape.COEFFICIENTS * bytes > end) {
                throw new UnsupportedJpegException("a quantization table of " + (end - at) + " bytes");
            }
            int[] steps = new int[BlockShape.COEFFICIENTS];
            for (int i = 0; i < steps.length; i++, at += bytes) {
                steps[i] = number(at, bytes);
            }
            quantization[target & 3] = steps;
        }
    }

    private int number(int at, int bytes) {
        if (at + bytes > file.length) {
            throw new UnsupportedJpegException("a file that ends in a header");
        }
        int first = file[at] & 0xff;
        return bytes == 1 ? first : (first << 8) | (file[at + 1] & 0xff);
    }
}
