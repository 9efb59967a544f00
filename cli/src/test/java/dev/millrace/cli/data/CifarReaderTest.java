package dev.millrace.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.DefaultTasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {

    @TempDir
    private Path folder;

    @Test
    void turnsPlanesIntoPixelsAndTheLabelByteIntoAName() throws IOException {
        Path batch = Files.write(folder.resolve("data_batch_1.bin"), Archives.cifarRecord(3, 100));

        List<Sample> samples = Archives.read(DataFormats.reader(DefaultTasks.IMAGE, batch, OfficialSplit.TRAIN));

        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.label()).hasValue("cat");
            assertThat(sample.rawSize()).contains(new Sample.Side(32, 32));
            assertThat(sample.content())
                    .startsWith(100, 101, 102, 100, 101, 102)
                    .hasSize(3_072);
        });
    }

    @Test
    void readsTheArchiveAndLeavesTheTestBatchOut() throws IOException {
        Path archive = Archives.tarGz(
                folder.resolve("cifar-10-binary.tar.gz"),
                Map.of(
                        "cifar-10-batches-bin/batches.meta.txt", "airplane\n".getBytes(StandardCharsets.UTF_8),
                        "cifar-10-batches-bin/data_batch_1.bin",
                                Archives.concatenated(Archives.cifarRecord(0, 1), Archives.cifarRecord(9, 2)),
                        "cifar-10-batches-bin/test_batch.bin", Archives.cifarRecord(5, 3)));

        assertThat(Archives.read(DataFormats.reader(DefaultTasks.IMAGE, archive, OfficialSplit.TRAIN)))
                .extracting(sample -> sample.label().orElseThrow())
                .containsExactly("airplane", "truck");
        assertThat(Archives.read(DataFormats.reader(DefaultTasks.IMAGE, folder, OfficialSplit.TEST)))
                .extracting(sample -> sample.label().orElseThrow())
                .containsExactly("dog");
    }

    @Test
    void namesTheRecordThatIsCutShort() throws IOException {
        byte[] content = Archives.concatenated(Archives.cifarRecord(0, 1), new byte[10]);
        Path batch = Files.write(folder.resolve("data_batch_1.bin"), content);

        assertThatThrownBy(() -> Archives.read(CifarReader.batch(batch)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("record 1: required 3073 bytes, got 10");
    }

    @Test
    void namesTheRecordWithALabelThatIsNone() throws IOException {
        Path batch = Files.write(folder.resolve("data_batch_1.bin"), Archives.cifarRecord(200, 1));

        assertThatThrownBy(() -> Archives.read(CifarReader.batch(batch)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("record 0: required a label byte of 0 to 9, got 200");
    }

    @Test
    void saysThatADamagedArchiveIsNone() throws IOException {
        Path archive = Files.writeString(folder.resolve("cifar-10-binary.tar.gz"), "no archive");

        assertThatThrownBy(() -> Archives.read(CifarReader.archive(archive, OfficialSplit.ALL)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("can't be read as tar.gz");
    }
}
