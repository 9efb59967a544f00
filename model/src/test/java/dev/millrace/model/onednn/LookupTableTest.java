package dev.millrace.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookupTableTest {

    @Test
    void roundsToTheNearestBfloat16() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) random.nextGaussian();
            float down = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xFFFF0000);
            float away = Float.intBitsToFloat((Float.floatToRawIntBits(value) & 0xFFFF0000) + 0x10000);
            float rounded = Float.intBitsToFloat(LookupTable.toBfloat16(value) << Short.SIZE);
            assertThat(rounded).isIn(down, away);
            assertThat(Math.abs(rounded - value)).isEqualTo(Math.min(Math.abs(down - value), Math.abs(away - value)));
        }
    }

    @Test
    void roundsHalvesToEven() {
        assertThat(LookupTable.toBfloat16(Float.intBitsToFloat(0x3F808000))).isEqualTo((short) 0x3F80);
        assertThat(LookupTable.toBfloat16(Float.intBitsToFloat(0x3F818000))).isEqualTo((short) 0x3F82);
    }

    @Test
    void gathersRowsInEitherPrecision() {
        float[] rows = {1, 2, 3, 4, 5, 6};
        assertThat(gathered(LookupTable.of(rows, 2, Precision.FLOAT32), Float.BYTES)
                        .asFloatBuffer()
                        .get(0))
                .isEqualTo(5);
        assertThat(gathered(LookupTable.of(rows, 2, Precision.BFLOAT16), Short.BYTES)
                        .asShortBuffer()
                        .get(0))
                .isEqualTo(LookupTable.toBfloat16(5));
    }

    private static ByteBuffer gathered(LookupTable table, int bytes) {
        LookupTable.Gathering gathering = table.new Gathering(3);
        gathering.put(2, 0);
        gathering.put(0, 1);
        ByteBuffer target = ByteBuffer.allocate(2 * 2 * bytes).order(ByteOrder.nativeOrder());
        gathering.write(2, target);
        return target;
    }
}
