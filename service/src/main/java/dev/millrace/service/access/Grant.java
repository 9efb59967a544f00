package dev.millrace.service.access;

import java.util.Comparator;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** One thing that a program must be allowed to do: an operation on a topic, group or transactional id. */
public record Grant(ResourcePattern resource, AclOperation operation) {

    /** By kind of resource, name and operation. */
    public static final Comparator<Grant> ORDER = Comparator.comparing(
                    (Grant grant) -> grant.resource().resourceType())
            .thenComparing(grant -> grant.resource().name())
            .thenComparing(grant -> grant.resource().patternType())
            .thenComparing(Grant::operation);

    static Grant topic(AclOperation operation, String name) {
        return new Grant(new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL), operation);
    }

    /** On every topic whose name begins with {@code prefix}. */
    static Grant topics(AclOperation operation, String prefix) {
        return new Grant(new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED), operation);
    }

    /** To be a member of a consumer group, and to commit its offsets. */
    static Grant group(String name) {
        return new Grant(new ResourcePattern(ResourceType.GROUP, name, PatternType.LITERAL), AclOperation.READ);
    }

    /** To write transactions under that id. */
    static Grant transactionalId(String name) {
        return new Grant(
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, name, PatternType.LITERAL), AclOperation.WRITE);
    }

    /** To write transactions under every id that begins with {@code prefix}. */
    static Grant transactionalIds(String prefix) {
        return new Grant(
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED), AclOperation.WRITE);
    }

    /** Whether it is for every resource whose name begins as it says. */
    public boolean isPrefixed() {
        return resource.patternType() == PatternType.PREFIXED;
    }

    /** Whether it allows its operation on the resource of that kind and name. */
    boolean covers(ResourceType type, String name) {
        return resource.resourceType() == type
                && (isPrefixed() ? name.startsWith(resource.name()) : name.equals(resource.name()));
    }

    /** Whether this grant makes {@code other} unnecessary. */
    boolean includes(Grant other) {
        return isPrefixed()
                && !equals(other)
                && operation == other.operation
                && covers(other.resource.resourceType(), other.resource.name());
    }

    /** The broker's access control entry that allows it to {@code principal} from any host. */
    public AclBinding to(String principal) {
        return new AclBinding(resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }
}
