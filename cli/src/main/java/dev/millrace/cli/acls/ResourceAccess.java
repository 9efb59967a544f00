package dev.millrace.cli.acls;

import dev.millrace.cli.terminal.ShellCommand;
import dev.millrace.service.access.Access;
import dev.millrace.service.access.Grant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The operations that are allowed on one resource. */
record ResourceAccess(ResourcePattern resource, List<AclOperation> operations) {

    ResourceAccess {
        operations = List.copyOf(operations);
    }

    static List<ResourceAccess> of(Access access) {
        Map<ResourcePattern, List<AclOperation>> operations = new LinkedHashMap<>();
        for (Grant grant : access.grants()) {
            operations
                    .computeIfAbsent(grant.resource(), added -> new ArrayList<>())
                    .add(grant.operation());
        }
        return operations.entrySet().stream()
                .map(entry -> new ResourceAccess(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Appends the options of {@code kafka-acls} that name the principal, the operations and the resource. */
    ShellCommand options(ShellCommand command, String principal) {
        ShellCommand extended = command.with("--add", "--allow-principal", principal);
        for (AclOperation operation : operations) {
            extended = extended.with("--operation", name(operation));
        }
        return extended.with(option(resource.resourceType()), resource.name())
                .with(
                        "--resource-pattern-type",
                        resource.patternType() == PatternType.PREFIXED ? "prefixed" : "literal");
    }

    private static String option(ResourceType type) {
        return switch (type) {
            case TOPIC -> "--topic";
            case GROUP -> "--group";
            case TRANSACTIONAL_ID -> "--transactional-id";
            default -> throw new IllegalArgumentException("required a topic, group or transactional id, got " + type);
        };
    }

    /** What kind of resource it is, as a person says it. */
    String kind() {
        return switch (resource.resourceType()) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            default -> "transactional id";
        };
    }

    /** Its name; that of a prefix ends with a star. */
    String pattern() {
        return resource.name() + (resource.patternType() == PatternType.PREFIXED ? "*" : "");
    }

    /** As Kafka's tools write it, such as {@code DescribeConfigs}. */
    static String name(AclOperation operation) {
        return Arrays.stream(operation.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
