package dev.millrace.service.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Everything that a program must be allowed to do on the broker, and nothing else.
 *
 * @param grants in {@link Grant#ORDER}, none that another one includes
 */
public record Access(List<Grant> grants) {

    public Access {
        grants = grants.stream().distinct().sorted(Grant.ORDER).toList();
    }

    static Access of(Collection<Grant> grants) {
        return new Access(grants.stream()
                .filter(grant -> grants.stream().noneMatch(other -> other.includes(grant)))
                .toList());
    }

    static Access all(Access... parts) {
        return of(Arrays.stream(parts).flatMap(part -> part.grants.stream()).collect(Collectors.toSet()));
    }

    /** The topics that it names, but for those of which it only knows how they begin. */
    public Set<String> topics() {
        return named(ResourceType.TOPIC)
                .filter(grant -> !grant.isPrefixed())
                .map(grant -> grant.resource().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The operations on that topic. */
    public Set<AclOperation> onTopic(String name) {
        return grants.stream()
                .filter(grant -> grant.covers(ResourceType.TOPIC, name))
                .map(Grant::operation)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AclOperation.class)));
    }

    /** The consumer groups. */
    public Set<String> groups() {
        return named(ResourceType.GROUP).map(grant -> grant.resource().name()).collect(Collectors.toUnmodifiableSet());
    }

    /** What it says about transactional ids. */
    public List<Grant> transactionalIds() {
        return named(ResourceType.TRANSACTIONAL_ID).toList();
    }

    private Stream<Grant> named(ResourceType type) {
        return grants.stream().filter(grant -> grant.resource().resourceType() == type);
    }
}
