package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import dev.millrace.benchmarks.platform.SubjectProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Measures {@link CeilingApp} in its own process. */
final class Ceiling {

    private static final int PATIENCE_SECONDS = 120;

    private Ceiling() {}

    static Round measure(BenchmarkPlatform platform, Row row, int records) {
        Path result = platform.folder("ceiling").resolve("result.txt");
        List<String> arguments = List.of(
                row.encoding().name(), Integer.toString(row.threads()), Integer.toString(records), result.toString());
        try (SubjectProcess process = platform.start("ceiling", CeilingApp.class, arguments, Map.of())) {
            Files.deleteIfExists(result);
            process.handle().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!Files.exists(result)) {
                throw new BenchmarkFailure("the ceiling was not measured; its log is " + process.log());
            }
            String[] numbers = Files.readString(result).split(" ", -1);
            return new Round(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("'" + result + "' can't be read", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchmarkFailure("the ceiling did not end in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted while the ceiling was measured", e);
        }
    }
}
