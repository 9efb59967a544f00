package dev.millrace.cli.acls;

import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.access.Access;
import dev.millrace.service.access.AccessRules;
import dev.millrace.service.access.Role;
import dev.millrace.streams.BrokerNeeds;
import dev.millrace.streams.StreamsAppConfig;
import dev.millrace.trainer.TrainerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What one role must be allowed to do in an installation.
 *
 * @param principal to which it is granted, such as {@code User:millrace-trainer}
 */
public record RoleAccess(Role role, String principal, Access access) {

    /**
     * What that role needs with these settings: only for the tasks and clients that they have.
     *
     * @param environment all settings
     * @param group consumer group of the programs that read predictions
     * @throws dev.millrace.service.InvalidSettingsException naming everything that is wrong with the settings
     */
    public static RoleAccess of(
            Role role, String principal, KafkaConnection connection, Map<String, String> environment, String group) {
        Map<String, String> effective = new HashMap<>(environment);
        effective.put("MILLRACE_TOPIC_PREFIX", connection.topicNames().prefix());
        StreamsAppConfig streams = StreamsAppConfig.from(effective);
        AccessRules rules = new AccessRules(connection.clientNames());
        var tasks = streams.catalog().tasks();
        Access access = switch (role) {
            case STREAMS_APP -> BrokerNeeds.of(streams).access();
            case TRAINER -> rules.trainer(TrainerConfig.from(effective).tasks());
            case PRODUCER -> rules.producer(tasks);
            case LABELLER -> rules.labeller(tasks);
            case CONSUMER -> rules.consumer(tasks, group);
            case OPERATOR -> rules.operator(tasks);
            case REPLAYER -> rules.replayer(tasks);
            case PROVISIONER -> rules.provisioner(streams.catalog());
        };
        return new RoleAccess(role, principal, access);
    }

    /** The broker's access control entries, one for each operation on each resource. */
    public List<AclBinding> bindings() {
        return access.grants().stream().map(grant -> grant.to(principal)).toList();
    }

    /** By resource, with all its operations. */
    List<ResourceAccess> resources() {
        return ResourceAccess.of(access);
    }
}
