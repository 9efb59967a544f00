package dev.millrace.cli.classify;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.service.tasks.TaskConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends inputs to a running task and waits for its answers, which it recognises by the coordinates of the record that they
 * answer. Not thread-safe.
 */
final class TaskClassification implements AutoCloseable {

    private static final int BATCH = 64;
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(30);

    private final TaskConfig task;
    private final Duration timeout;
    private final Consumer<FileAnswer> answers;
    private final TaskRecords records;
    private final TaskAnswers incoming;
    private final Producer<String, byte[]> producer;
    private final String run = UUID.randomUUID().toString();
    private final List<Input> batch = new ArrayList<>(BATCH);
    private final Map<RecordCoordinates, String> waiting = new HashMap<>();
    private int sent;

    private TaskClassification(Cluster cluster, TaskConfig task, Duration timeout, Consumer<FileAnswer> answers) {
        this.task = task;
        this.timeout = timeout;
        this.answers = answers;
        this.records = TaskRecords.of(task, cluster.topics());
        cluster.requireWritable(List.of(task.input().topic()));
        cluster.requireReadable(
                List.of(task.predictions(), cluster.topics().deadLetters().name()));
        this.incoming = TaskAnswers.fromNowOn(cluster, task);
        this.producer = cluster.producer(records.topic(), SEND_PATIENCE);
    }

    /**
     * Opens clients; answers are read from now on.
     *
     * @param timeout how long to wait without any answer
     * @param answers receives one answer per input, in the order in which they arrive
     * @throws dev.millrace.cli.connection.CommandException when the task's records are not ones that can be made from a
     *     file, or a topic is missing
     */
    static TaskClassification open(Cluster cluster, TaskConfig task, Duration timeout, Consumer<FileAnswer> answers) {
        return new TaskClassification(cluster, task, timeout, answers);
    }

    void add(Input input) {
        batch.add(input);
        if (batch.size() == BATCH) {
            send();
            forward(incoming.poll(Duration.ZERO));
        }
    }

    /** Sends what is left, and returns when every input has an answer or none has come for the timeout. */
    void finish() {
        send();
        long lastAnswerAt = System.nanoTime();
        while (!waiting.isEmpty() && System.nanoTime() - lastAnswerAt < timeout.toNanos()) {
            if (forward(incoming.poll(Duration.ofMillis(100)))) {
                lastAnswerAt = System.nanoTime();
            }
        }
        waiting.forEach((place, input) -> answers.accept(new FileAnswer.Unclassified(
                input,
                "NO_ANSWER",
                "no answer for " + timeout.toSeconds() + " s to the record at " + place
                        + "; required a streams app that serves task '" + task.id() + "' and has a model for it")));
        waiting.clear();
    }

    private void send() {
        List<Future<RecordMetadata>> sending = new ArrayList<>();
        for (Input input : batch) {
            String key = run + "-" + sent++;
            sending.add(producer.send(new ProducerRecord<>(task.input().topic(), key, records.value(input))));
        }
        producer.flush();
        for (int i = 0; i < batch.size(); i++) {
            await(batch.get(i).name(), sending.get(i));
        }
        batch.clear();
    }

    private void await(String input, Future<RecordMetadata> sending) {
        try {
            RecordMetadata place = sending.get();
            waiting.put(RecordCoordinates.of(place), input);
        } catch (ExecutionException e) {
            answers.accept(new FileAnswer.Unclassified(
                    input, "NOT_SENT", "topic '" + task.input().topic() + "' did not accept it: " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private boolean forward(List<TaskAnswers.Arrived> arrived) {
        int before = waiting.size();
        for (TaskAnswers.Arrived answer : arrived) {
            String input = waiting.remove(answer.to());
            if (input != null) {
                answers.accept(answer.about(input));
            }
        }
        return waiting.size() < before;
    }

    @Override
    public void close() {
        incoming.close();
        producer.close(Duration.ofSeconds(5));
    }
}
