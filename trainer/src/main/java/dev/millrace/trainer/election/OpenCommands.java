package dev.millrace.trainer.election;

import dev.millrace.records.Action;
import dev.millrace.records.Command;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The task's commands that the leader has read and not yet carried out, by offset. A command's offset is committed only after
 * its run is recorded; until then a successor reads the command again. Not thread-safe.
 */
final class OpenCommands {

    private final NavigableMap<Long, OpenCommand> open = new TreeMap<>();
    private OptionalLong next = OptionalLong.empty();
    private OptionalLong committed = OptionalLong.empty();

    /** @param carriedOut empty while no term has the command; completes when its run is recorded */
    private record OpenCommand(Command command, Optional<CompletableFuture<Void>> carriedOut) {

        boolean isDone() {
            return carriedOut.filter(CompletableFuture::isDone).isPresent();
        }
    }

    /** A record was read. */
    void read(long offset, Optional<Command> command) {
        next = OptionalLong.of(offset + 1);
        command.ifPresent(known -> open.put(offset, new OpenCommand(known, Optional.empty())));
    }

    /** Gives the term every command that no term has. */
    void giveTo(LeadershipListener.Term term) {
        open.replaceAll((offset, each) -> each.carriedOut().isPresent()
                ? each
                : new OpenCommand(each.command(), Optional.of(give(each.command(), term))));
    }

    /** The term has ended: what it has not carried out is for the next one. */
    void takeBack() {
        open.replaceAll((offset, each) -> each.isDone() ? each : new OpenCommand(each.command(), Optional.empty()));
    }

    /** The offset to commit: that of the first open command, or the next one to read. Empty if it is committed already. */
    OptionalLong committable() {
        while (!open.isEmpty() && open.firstEntry().getValue().isDone()) {
            open.pollFirstEntry();
        }
        OptionalLong committable = open.isEmpty() ? next : OptionalLong.of(open.firstKey());
        return committable.equals(committed) ? OptionalLong.empty() : committable;
    }

    void committed(long offset) {
        committed = OptionalLong.of(offset);
    }

    /** This trainer leads no more: its successor, or itself when elected again, reads on from the committed offset. */
    void forget() {
        open.clear();
        next = OptionalLong.empty();
        committed = OptionalLong.empty();
    }

    private static CompletableFuture<Void> give(Command command, LeadershipListener.Term term) {
        return command.getAction() == Action.PUBLISH
                ? term.publish(command.getVersion(), command.getBy())
                : term.trainNow(command.getBy());
    }
}
