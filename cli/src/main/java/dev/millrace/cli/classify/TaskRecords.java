package dev.millrace.cli.classify;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.spec.TaskType;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.service.tasks.TaskConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The records that a task reads, made from files.
 *
 * @param topic where the task reads
 * @param toValue the value of a record with that content, without a label
 */
record TaskRecords(Topic<String, byte[]> topic, Function<byte[], byte[]> toValue) {

    /** @throws CommandException when the task reads records of its owner's making, which have more than the content */
    static TaskRecords of(TaskConfig task, Topics topics) {
        String name = task.input().topic();
        Topic<String, byte[]> topic = new Topic<>(name, Serdes.String(), Serdes.ByteArray());
        if (task.input().isOwn()) {
            return task.task().type() == TaskType.IMAGE
                    ? new TaskRecords(topic, content -> image(topics, name, content))
                    : new TaskRecords(topic, content -> text(topics, name, content));
        }
        if (task.input().format() == RecordFormat.RAW) {
            return new TaskRecords(topic, content -> content);
        }
        throw new CommandException("task '" + task.id() + "' reads records of your own from topic '" + name
                + "', which cannot be made from a file: send them with your producer, or name a model with --model;"
                + " files can be sent to tasks that read Millrace's records, and to those with input.format=raw");
    }

    byte[] value(Input input) {
        return toValue.apply(input.content());
    }

    @SuppressWarnings("NullAway")
    private static byte[] image(Topics topics, String name, byte[] content) {
        Image image = Image.newBuilder()
                .setEncoding(ImageEncoding.ENCODED)
                .setContent(ByteBuffer.wrap(content))
                .setLabel(null)
                .build();
        return topics.images().valueSerde().serializer().serialize(name, image);
    }

    @SuppressWarnings("NullAway")
    private static byte[] text(Topics topics, String name, byte[] content) {
        Review review = Review.newBuilder()
                .setText(new String(content, StandardCharsets.UTF_8))
                .setLabel(null)
                .build();
        return topics.reviews().valueSerde().serializer().serialize(name, review);
    }
}
