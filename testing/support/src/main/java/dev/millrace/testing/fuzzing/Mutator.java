package dev.millrace.testing.fuzzing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages valid inputs as forged, truncated or corrupted bytes would be. */
final class Mutator {

    private static final int MOST_STEPS = 6;
    private static final int LONGEST_BLOCK = 64;
    private static final int LONGEST = 1 << 17;

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        8,
        16,
        32,
        64,
        100,
        127,
        128,
        -128,
        255,
        256,
        1_000,
        1_024,
        4_096,
        32_767,
        32_768,
        -32_768,
        65_535,
        65_536,
        1 << 20,
        100_000_000,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 8,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final SplittableRandom random;

    Mutator(SplittableRandom random) {
        this.random = random;
    }

    byte[] mutated(List<byte[]> corpus) {
        byte[] input = any(corpus).clone();
        int steps = 1 + random.nextInt(MOST_STEPS);
        for (int step = 0; step < steps; step++) {
            input = step(input, corpus);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] step(byte[] input, List<byte[]> corpus) {
        if (input.length == 0) {
            return bytes(1 + random.nextInt(LONGEST_BLOCK));
        }
        int at = random.nextInt(input.length);
        return switch (random.nextInt(13)) {
            case 0, 1 -> withByte(input, at, input[at] ^ (1 << random.nextInt(8)));
            case 2 -> withByte(input, at, random.nextInt(256));
            case 3 -> withByte(input, at, input[at] + random.nextInt(-3, 4));
            case 4, 5 -> overwritten(input, at, fixedNumber());
            case 6 -> replaced(input, at, Math.min(input.length, at + 1 + random.nextInt(5)), variableNumber());
            case 7 -> Arrays.copyOf(input, at);
            case 8 -> replaced(input, at, endOfBlock(input, at), new byte[0]);
            case 9 -> replaced(input, at, at, Arrays.copyOfRange(input, at, endOfBlock(input, at)));
            case 10 -> replaced(input, at, at, bytes(1 + random.nextInt(LONGEST_BLOCK)));
            case 11 -> spliced(input, at, any(corpus));
            default -> withDigits(input, at);
        };
    }

    private byte[] any(List<byte[]> corpus) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)] + (random.nextInt(4) == 0 ? random.nextInt(-2, 3) : 0);
    }

    /** A length field of 16, 32 or 64 bits, in either byte order. */
    private byte[] fixedNumber() {
        int bytes = 2 << random.nextInt(3);
        long number = number();
        ByteBuffer whole = ByteBuffer.allocate(Long.BYTES);
        if (random.nextBoolean()) {
            whole.putLong(number);
            return Arrays.copyOfRange(whole.array(), Long.BYTES - bytes, Long.BYTES);
        }
        whole.order(ByteOrder.LITTLE_ENDIAN).putLong(number);
        return Arrays.copyOf(whole.array(), bytes);
    }

    /** A number in Avro's encoding: zigzag, seven bits per byte. */
    private byte[] variableNumber() {
        long number = number();
        long left = (number << 1) ^ (number >> 63);
        byte[] bytes = new byte[10];
        int count = 0;
        while ((left & ~0x7fL) != 0) {
            bytes[count++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[count++] = (byte) left;
        return Arrays.copyOf(bytes, count);
    }

    /** Replaces the next decimal number of a text. */
    private byte[] withDigits(byte[] input, int from) {
        int start = from;
        while (start < input.length && !isDigit(input[start])) {
            start++;
        }
        int end = start;
        while (end < input.length && isDigit(input[end])) {
            end++;
        }
        byte[] digits = Long.toString(number()).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return start == end ? input : replaced(input, start, end, digits);
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private int endOfBlock(byte[] input, int at) {
        int most = random.nextInt(8) == 0 ? input.length : LONGEST_BLOCK;
        return Math.min(input.length, at + 1 + random.nextInt(most));
    }

    private byte[] spliced(byte[] head, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return replaced(head, at, head.length, Arrays.copyOfRange(other, from, other.length));
    }

    private static byte[] withByte(byte[] input, int at, int value) {
        input[at] = (byte) value;
        return input;
    }

    private static byte[] overwritten(byte[] input, int at, byte[] by) {
        System.arraycopy(by, 0, input, at, Math.min(by.length, input.length - at));
        return input;
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        return ByteBuffer.allocate(input.length - (to - from) + by.length)
                .put(input, 0, from)
                .put(by)
                .put(input, to, input.length - to)
                .array();
    }
}
