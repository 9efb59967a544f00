package dev.millrace.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.DefaultTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewReadersTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheArchiveWithoutTheUnlabelledReviewsAndTheTestSplit() throws IOException {
        Path archive = Archives.tarGz(
                folder.resolve("aclImdb_v1.tar.gz"),
                Map.of(
                        "aclImdb/train/pos/0_9.txt", "good".getBytes(UTF_8),
                        "aclImdb/train/unsup/1_0.txt", "unknown".getBytes(UTF_8),
                        "aclImdb/train/urls_pos.txt", "http://nowhere".getBytes(UTF_8),
                        "aclImdb/test/neg/2_1.txt", "bad".getBytes(UTF_8)));

        assertThat(Archives.read(DataFormats.reader(DefaultTasks.REVIEW, archive, OfficialSplit.TRAIN)))
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.label()).hasValue("pos");
                    assertThat(sample.text()).isEqualTo("good");
                });
        assertThat(Archives.read(DataFormats.reader(DefaultTasks.REVIEW, folder, OfficialSplit.ALL)))
                .extracting(sample -> sample.label().orElseThrow())
                .containsExactlyInAnyOrder("pos", "neg");
    }

    @Test
    void keepsCharactersThatSomeTakeForLineEnds() throws IOException {
        Path reviews = Files.createDirectories(folder.resolve("train/pos"));
        Files.createDirectories(folder.resolve("train/neg"));
        Files.write(reviews.resolve("1_10.txt"), "one\u0085two\u2028three\r\nfour".getBytes(UTF_8));

        List<Sample> samples = Archives.read(DataFormats.reader(DefaultTasks.REVIEW, folder, OfficialSplit.TRAIN));

        assertThat(samples).extracting(Sample::text).containsExactly("one\u0085two\u2028three\r\nfour");
    }

    @Test
    void readsLabelAndTextOfEachLine() throws IOException {
        Path table = Files.writeString(folder.resolve("reviews.tsv"), "good\tone\u0085two\tthree\r\n\nbad\tno end");

        List<Sample> samples = Archives.read(DataFormats.reader(DefaultTasks.REVIEW, table, OfficialSplit.TRAIN));

        assertThat(samples).extracting(sample -> sample.label().orElseThrow()).containsExactly("good", "bad");
        assertThat(samples).extracting(Sample::text).containsExactly("one\u0085two\tthree", "no end");
    }

    @Test
    void readsTextFilesWithAndWithoutLabels() throws IOException {
        Files.createDirectories(folder.resolve("good"));
        Files.writeString(folder.resolve("good/one.txt"), "one");
        Files.writeString(folder.resolve("two.TXT"), "two");
        Path other = Files.writeString(folder.resolve("other.csv"), "three");
        List<String> leftOut = new ArrayList<>();

        List<Sample> samples =
                Archives.read(DataFormats.reader(DefaultTasks.REVIEW, folder, OfficialSplit.TRAIN), leftOut);

        assertThat(samples).extracting(Sample::label).containsExactly(Optional.of("good"), Optional.empty());
        assertThat(leftOut).containsExactly(other + " has a name that does not end in .txt");
    }

    @Test
    void namesWhatIsOutsideOfTheOfficialFolders() throws IOException {
        Files.createDirectories(folder.resolve("train/pos"));
        Files.createDirectories(folder.resolve("train/neg"));
        Files.writeString(folder.resolve("train/neg/1_1.txt"), "dull");
        Files.writeString(folder.resolve("train/urls_neg.txt"), "http://nowhere");
        Path extra = Files.writeString(folder.resolve("extra.txt"), "lost");
        List<String> leftOut = new ArrayList<>();

        assertThat(Archives.read(DataFormats.reader(DefaultTasks.REVIEW, folder, OfficialSplit.TRAIN), leftOut))
                .hasSize(1);

        assertThat(leftOut)
                .containsExactly(extra + " is in none of the folders train/pos, train/neg, test/pos, test/neg");
    }

    @Test
    void readsEveryFolderBesidePositiveAndNegativeOnes() throws IOException {
        for (String label : List.of("pos", "neg", "mixed")) {
            Files.createDirectories(folder.resolve(label));
            Files.writeString(folder.resolve(label + "/1.txt"), "text of " + label);
        }

        assertThat(Archives.read(DataFormats.reader(DefaultTasks.REVIEW, folder, OfficialSplit.TRAIN)))
                .extracting(sample -> sample.label().orElseThrow())
                .containsExactly("mixed", "neg", "pos");
    }

    @Test
    void namesTheTablesThatItDoesNotRead() throws IOException {
        Files.writeString(folder.resolve("a.tsv"), "good\tone");
        Path second = Files.writeString(folder.resolve("b.tsv"), "bad\ttwo");
        List<String> leftOut = new ArrayList<>();

        assertThat(Archives.read(DataFormats.reader(DefaultTasks.REVIEW, folder, OfficialSplit.TRAIN), leftOut))
                .hasSize(1);

        assertThat(leftOut).containsExactly(second + " is not the first .tsv file of its folder; name it to read it");
    }

    @Test
    void namesTheLineWithoutALabel() throws IOException {
        Path table = Files.writeString(folder.resolve("reviews.tsv"), "good\tone\njust text\n");

        assertThatThrownBy(() -> Archives.read(DataFormats.reader(DefaultTasks.REVIEW, table, OfficialSplit.TRAIN)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void saysWhatItWouldUnderstandWhereItUnderstandsNothing() {
        assertThatThrownBy(() -> DataFormats.reader(DefaultTasks.REVIEW, folder, OfficialSplit.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is no data for reviews: required aclImdb_v1.tar.gz");
        assertThatThrownBy(() -> DataFormats.reader(DefaultTasks.IMAGE, folder.resolve("absent"), OfficialSplit.TRAIN))
                .hasMessageContaining("does not exist");
    }
}
