package dev.millrace.cli;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.data.DataException;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.platform.PlatformException;
import dev.millrace.service.InvalidSettingsException;
import java.io.PrintWriter;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports failures: a sentence if the cause is outside the program, a stack trace if it may be inside. */
final class Failures implements IExecutionExceptionHandler {

    static final int FAILED = 1;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("millrace: " + describe(failure));
        if (!isExpected(failure)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private static boolean isExpected(Exception failure) {
        return failure instanceof CommandException
                || failure instanceof DataException
                || failure instanceof ArtifactException
                || failure instanceof PlatformException
                || failure instanceof InvalidSettingsException
                || failure instanceof KafkaException;
    }

    private static String describe(Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return Optional.ofNullable(failure.getCause())
                .map(Throwable::getMessage)
                .filter(because -> !message.contains(because))
                .map(because -> message + ": " + because)
                .orElse(message);
    }
}
