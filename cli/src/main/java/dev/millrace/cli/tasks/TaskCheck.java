package dev.millrace.cli.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.LabelName;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.text.Tokenizer;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.service.input.InputCheck;
import dev.millrace.service.input.InputReaders;
import dev.millrace.service.input.LabelReaders;
import dev.millrace.service.input.TaskInput;
import dev.millrace.service.input.TaskLabel;
import dev.millrace.service.tasks.TaskConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a task's newest records as its services would, and says what it understands of each. */
final class TaskCheck {

    private static final int SHOWN_CHARACTERS = 60;

    private final Cluster cluster;
    private final TaskConfig task;
    private final PrintWriter out;
    private boolean isFine = true;

    TaskCheck(Cluster cluster, TaskConfig task, PrintWriter out) {
        this.cluster = cluster;
        this.task = task;
        this.out = out;
    }

    /** Whether everything was understood. */
    boolean run(int records) {
        try (NewestRecords newest = new NewestRecords(cluster)) {
            schema();
            topic("input", task.input().topic(), newest.of(task.input().topic(), records), this::input);
            topic("labels", task.labels().topic(), newest.of(task.labels().topic(), records), this::label);
        }
        out.flush();
        return isFine;
    }

    private void schema() {
        for (String problem : InputCheck.problems(task, cluster.registry())) {
            isFine = false;
            out.println(problem);
        }
    }

    /** What is understood of one record, or why nothing is. */
    private interface Understanding {
        String of(ConsumerRecord<byte[], byte[]> record);
    }

    private void topic(
            String key,
            String name,
            Optional<List<ConsumerRecord<byte[], byte[]>>> records,
            Understanding understanding) {
        if (records.isEmpty()) {
            boolean isMade =
                    key.equals("input") ? task.input().isOwn() : task.labels().isOwn();
            isFine &= isMade;
            out.println("task." + task.id() + "." + key + ".topic='" + name + "': "
                    + (isMade
                            ? "does not exist yet; the streams app makes it"
                            : "required a topic that exists, got none; name one, or have its owner make it"));
            return;
        }
        out.println(name + ": "
                + (records.get().isEmpty() ? "no records" : records.get().size() + " newest records"));
        records.get()
                .forEach(record -> out.println(
                        "  " + record.partition() + "@" + record.offset() + "  " + understanding.of(record)));
    }

    private String input(ConsumerRecord<byte[], byte[]> record) {
        return task.task().type() == TaskType.IMAGE
                ? input(record, InputReaders.images(task.input(), cluster.registry()), this::image)
                : input(record, InputReaders.texts(task.input(), cluster.registry()), this::text);
    }

    private interface Content<T> {
        String of(T content);
    }

    private <T> String input(
            ConsumerRecord<byte[], byte[]> record, RecordReader<TaskInput<T>> reader, Content<T> content) {
        return reader.read(RecordValue.of(record.value(), record.headers()))
                .fold(
                        understood -> {
                            TaskInput<T> input = understood.value();
                            String id = input.id()
                                    .or(() -> task.input().id().isPresent() ? Optional.empty() : key(record.key()))
                                    .orElse("none");
                            return "id " + id + ", label "
                                    + input.label().map(this::allowed).orElse("none") + ", "
                                    + content.of(input.content());
                        },
                        unreadable -> failed(unreadable.why().message()),
                        unavailable -> failed(String.valueOf(unavailable.cause().getMessage())));
    }

    private String label(ConsumerRecord<byte[], byte[]> record) {
        return LabelReaders.of(task.labels(), cluster.registry())
                .read(RecordValue.of(record.value(), record.headers()))
                .fold(
                        understood -> label(record, understood.value()),
                        unreadable -> failed(unreadable.why().message()),
                        unavailable -> failed(String.valueOf(unavailable.cause().getMessage())));
    }

    private String label(ConsumerRecord<byte[], byte[]> record, TaskLabel label) {
        Optional<String> id = task.labels().id().isPresent() ? label.id() : key(record.key());
        if (id.isEmpty()) {
            return failed("required an id, "
                    + task.labels().id().map(path -> "at '" + path + "'").orElse("as key") + ", got none");
        }
        return "id " + id.get() + ", label " + allowed(label.label().getLabel());
    }

    private String allowed(String label) {
        Optional<String> problem = LabelName.problem(label);
        if (problem.isPresent()) {
            return failed(problem.get());
        }
        if (!task.allows(label)) {
            return failed("'" + label + "' is none of labels.allowed "
                    + task.allowedLabels().stream().sorted().toList());
        }
        return "'" + label + "'";
    }

    private String image(EncodedImage image) {
        return ImageDecoder.decode(
                        image,
                        ImageLimits.standard(),
                        ImageArchitecture.standard().input())
                .fold(
                        decoded -> "image of " + image.content().remaining() + " bytes",
                        undecodable -> failed(undecodable.toString()));
    }

    private String text(String text) {
        int words = Tokenizer.tokens(text).size();
        if (words == 0) {
            return failed("required a text with a word, got one without");
        }
        String line = text.strip().replaceAll("\\s+", " ");
        return words + " words: "
                + (line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) + " ..." : line);
    }

    private String failed(String why) {
        isFine = false;
        return "NOT UNDERSTOOD: " + why;
    }

    private static Optional<String> key(byte @Nullable [] key) {
        return Optional.ofNullable(key).map(bytes -> new String(bytes, UTF_8));
    }
}
