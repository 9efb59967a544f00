package dev.millrace.schemas.fields;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzInputs;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import dev.millrace.testing.fuzzing.Mutation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** JSON that is deep, long, repeated or broken: an object, or one reason, at a cost that its length justifies. */
class JsonFuzzTest {

    private static final int LONGEST = 100_000;
    private static final FuzzBudget BUDGET = new FuzzBudget(5_000, Allocation.of(1, 200), Duration.ofMillis(500));
    private static final String[] SCALARS = {
        "null",
        "true",
        "-0",
        "1e999999999",
        "-1e-999999999",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u0000\"",
        "NaN",
        "[]",
        "{}",
        "\"\\q\"",
        "0x10",
        "1.",
        "01",
        "\"",
        "'a'",
        "/*",
        "#",
        "\ufeff",
        "\u0000"
    };

    private final SchemaRegistry nowhere = SchemaRegistry.connect("http://127.0.0.1:1", Map.of(), false, Duration.ZERO);
    private final FieldsReader reader = new FieldsReader(nowhere, RecordFormat.JSON);
    private final FieldPath text = FieldPath.parse("text");

    @AfterEach
    void close() {
        nowhere.close();
    }

    @Test
    void readsOrRefusesWhatIsDeepLongOrRepeated() {
        List<byte[]> valid = List.of(
                "{\"text\": \"a good film\", \"at\": {\"id\": 7, \"tags\": [1, 2.5, null]}}".getBytes(UTF_8),
                "{\"text\": \"\\ud83d\\ude00\", \"score\": -1.5e10, \"ok\": true}".getBytes(UTF_8));

        FuzzReport report = Fuzzing.run("JSON", BUDGET, new FuzzInputs(valid, JsonFuzzTest::forged), this::isRead);

        assertThat(report.understood()).isGreaterThan(report.inputs() / 20);
        assertThat(report.refused()).isGreaterThan(report.inputs() / 20);
    }

    private boolean isRead(byte[] input) {
        if (input.length > 0 && input[0] == 0) {
            // It names a schema, which no registry answers for here.
            return false;
        }
        try {
            RecordFields fields = reader.read(input);
            fields.at(text).ifPresent(value -> assertThat(value.kind()).isNotBlank());
            assertThat(fields.fields()).hasSizeLessThanOrEqualTo(200);
            return true;
        } catch (MalformedRecordException refusal) {
            assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(2_000);
            return false;
        }
    }

    private static byte[] forged(List<byte[]> valid, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return Mutation.ofBytes().mutated(valid, random);
        }
        StringBuilder json = new StringBuilder("{\"text\":");
        json.append(value(random))
                .append(",\"")
                .append(random.nextBoolean() ? "text" : "other")
                .append("\":");
        return json.append(value(random)).append('}').toString().getBytes(UTF_8);
    }

    private static String value(SplittableRandom random) {
        int length = 1 << random.nextInt(17);
        return switch (random.nextInt(9)) {
            case 0 -> "[".repeat(length) + "]".repeat(random.nextBoolean() ? length : length / 2);
            case 1 -> "{\"a\":".repeat(length / 5) + "1" + "}".repeat(length / 5);
            case 2 -> "9".repeat(length);
            case 3 -> "0." + "3".repeat(length);
            case 4 -> '"' + "x".repeat(length) + '"';
            case 5 -> "[" + "1,".repeat(Math.min(length, LONGEST / 4)) + "1]";
            case 6 -> "{" + "\"k\":1,".repeat(1 + random.nextInt(3)) + "\"last\":2}";
            case 7 -> '"' + "\\ud83d".repeat(length / 6) + '"';
            default -> SCALARS[random.nextInt(SCALARS.length)];
        };
    }
}
