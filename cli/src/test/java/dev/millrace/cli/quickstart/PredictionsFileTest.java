package dev.millrace.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.accounting.Answer;
import dev.millrace.schemas.RecordCoordinates;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsFileTest {

    @TempDir
    private Path folder;

    @Test
    void writesTheAgreedFormat() {
        Answer answer = new Answer(new RecordCoordinates("images", 2, 17), "a1", "cat", "000001-aaaaaaaa", 1, 2);

        try (PredictionsFile file = PredictionsFile.open(Optional.of(folder.resolve("p.jsonl")))) {
            file.write(answer, Optional.of("dog"));
            file.write(answer, Optional.empty());
        }

        String rest =
                "\"label\":\"cat\",\"version\":\"000001-aaaaaaaa\",\"topic\":\"images\",\"partition\":2,\"offset\":17}\n";
        assertThat(folder.resolve("p.jsonl"))
                .hasContent(
                        "{\"id\":\"a1\",\"trueLabel\":\"dog\"," + rest + "{\"id\":\"a1\",\"trueLabel\":null," + rest);
    }

    @Test
    void writesNothingUnlessAsked() {
        try (PredictionsFile file = PredictionsFile.open(Optional.empty())) {
            file.write(new Answer(new RecordCoordinates("images", 0, 0), "", "cat", "v", 1, 2), Optional.empty());
        }

        assertThat(folder).isEmptyDirectory();
    }
}
