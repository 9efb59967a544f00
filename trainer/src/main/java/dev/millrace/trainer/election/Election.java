package dev.millrace.trainer.election;

import dev.millrace.model.spec.Task;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.service.FailureReason;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trainer's membership in a task's election, on its own thread, until it is closed.
 *
 * <p>The member that is assigned the commands topic's only partition is the leader. It closes its term before the
 * partition moves to another member. A trainer that dies is replaced after the group's session timeout, ten seconds
 * unless configured. A command that the leader has not carried out by then is carried out by its successor.
 */
public final class Election implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Election.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Task task;
    private final Topic<String, Command> commands;
    private final Supplier<GroupMember> memberships;
    private final OpenCommands open = new OpenCommands();
    private final Leadership leadership;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile GroupMember membership;
    private volatile boolean mustRejoin;
    private volatile Optional<String> trouble = Optional.empty();

    private Election(
            Task task,
            Topic<String, Command> commands,
            Supplier<GroupMember> memberships,
            LeadershipListener listener) {
        this.task = task;
        this.commands = commands;
        this.memberships = memberships;
        this.membership = memberships.get();
        this.leadership = new Leadership(task, listener, open, RETRY);
        this.thread = new Thread(this::run, "election-" + task.id());
    }

    /**
     * Starts the thread and joins the group. The caller closes it.
     *
     * @param listener called by the election's thread only
     */
    public static Election start(
            KafkaConnection connection, Topic<String, Command> commands, Task task, LeadershipListener listener) {
        Election election =
                new Election(task, commands, () -> GroupMember.open(connection, groupOf(connection, task)), listener);
        election.thread.start();
        return election;
    }

    /** The consumer group of a task's trainers. */
    public static String groupOf(KafkaConnection connection, Task task) {
        return connection.clientNames().trainerElection(task.id());
    }

    /** Why it does not take part or, though elected, cannot begin its term; empty if nothing is wrong. */
    public Optional<String> trouble() {
        return trouble.or(leadership::trouble);
    }

    /** Completes when the thread has ended, exceptionally unless it was closed. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Makes it give up leadership, leave the group, and rejoin with a new consumer: after the machine's clock is set
     * back, the present consumer sends no heartbeats until the clock has caught up. Returns immediately.
     */
    public void rejoin() {
        log.info("Rejoins the election: task={}", task.id());
        mustRejoin = true;
        membership.wakeUp();
    }

    /** Gives up leadership, if it has it, and leaves the group. */
    @Override
    public void close() {
        closing.countDown();
        membership.wakeUp();
        ended.handle((nothing, error) -> Optional.empty()).join();
    }

    private void run() {
        try (leadership) {
            do {
                participate();
            } while (hasRejoined());
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            log.error("Election failed: task={}", task.id(), e);
            ended.completeExceptionally(e);
        }
    }

    /** Runs until it is closed or must rejoin. Gives up leadership before it leaves the group. */
    private void participate() {
        try (GroupMember member = membership) {
            member.subscribe(commands.name(), new Assignment());
            while (!isClosing(Duration.ZERO) && !mustRejoin) {
                pollOnce();
                leadership.check();
                commit();
            }
            giveUp();
        }
    }

    /** Returns false once it is closed. */
    private boolean hasRejoined() {
        mustRejoin = false;
        while (!isClosing(Duration.ZERO)) {
            try {
                membership = memberships.get();
                return true;
            } catch (KafkaException e) {
                waitBecause("no consumer can be made: " + FailureReason.of(e));
            }
        }
        return false;
    }

    private void pollOnce() {
        try {
            membership.poll(POLL).forEach(this::handle);
            trouble = Optional.empty();
        } catch (WakeupException e) {
            log.debug("Woken up: task={}", task.id());
        } catch (KafkaException e) {
            waitBecause("topic '" + commands.name() + "' can't be read: " + FailureReason.of(e));
        }
    }

    /** A refusal by the broker, such as a missing permission, may be temporary. */
    private void waitBecause(String reason) {
        if (trouble.isEmpty()) {
            log.warn("Election waits: task={} reason={}", task.id(), reason);
        }
        trouble = Optional.of(reason);
        var unused = isClosing(RETRY);
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void handle(ConsumerRecord<String, byte[]> polled) {
        boolean isOurs = task.id().equals(polled.key()) && polled.value() != null;
        try {
            open.read(polled.offset(), isOurs ? command(polled).filter(this::isKnown) : Optional.empty());
        } catch (RetriableException e) {
            // While the registry does not answer, a command can't be read. It is polled again, with those behind it.
            membership.readAgain(polled);
            throw e;
        }
    }

    private boolean isKnown(Command command) {
        boolean isKnown = command.getAction() == Action.TRAIN_NOW
                || (command.getAction() == Action.PUBLISH && command.getVersion() != null);
        if (!isKnown) {
            log.warn("Command ignored: task={} action={} by={}", task.id(), command.getAction(), command.getBy());
        }
        return isKnown;
    }

    private void commit() {
        open.committable().ifPresent(offset -> {
            if (membership.commit(new TopicPartition(commands.name(), 0), offset)) {
                open.committed(offset);
            }
        });
    }

    /** Ends the term before another member may begin one. */
    private void giveUp() {
        leadership.revoked();
        commit();
        open.forget();
    }

    private Optional<Command> command(ConsumerRecord<String, byte[]> polled) {
        try {
            return Optional.of(commands.valueSerde().deserializer().deserialize(polled.topic(), polled.value()));
        } catch (UnknownSchemaException | MalformedRecordException e) {
            log.warn("Command not understood: task={} offset={} reason={}", task.id(), polled.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Called inside {@code poll}. */
    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                leadership.elected();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                giveUp();
            }
        }

        /** The group has gone on without this member, which can commit nothing any more. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            leadership.revoked();
            open.forget();
        }
    }
}
