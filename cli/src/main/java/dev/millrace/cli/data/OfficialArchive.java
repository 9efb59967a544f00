package dev.millrace.cli.data;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import java.net.URI;

/**
 * A data set as its authors publish it.
 *
 * @param bytes length of the file
 */
public record OfficialArchive(Task task, String name, URI address, long bytes, Sha256 sha256) {

    /** CIFAR-10, binary layout. */
    public static OfficialArchive cifar() {
        return new OfficialArchive(
                DefaultTasks.IMAGE,
                DataFormats.CIFAR_ARCHIVE,
                URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                170_052_171,
                new Sha256("c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"));
    }

    /** The Large Movie Review Dataset. */
    public static OfficialArchive imdb() {
        return new OfficialArchive(
                DefaultTasks.REVIEW,
                DataFormats.IMDB_ARCHIVE,
                URI.create("https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz"),
                84_125_825,
                new Sha256("c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe"));
    }

    /** The archive of a task. */
    public static OfficialArchive of(Task task) {
        return task.type() == TaskType.IMAGE ? cifar() : imdb();
    }
}
