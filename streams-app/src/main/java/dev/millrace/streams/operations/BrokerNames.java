package dev.millrace.streams.operations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;

/**
 * The bootstrap servers. In container networks the name of a broker that is down may not resolve, and Kafka clients can't be
 * created if no name resolves.
 */
record BrokerNames(List<String> servers) {

    BrokerNames {
        servers = List.copyOf(servers);
    }

    static BrokerNames of(Map<String, Object> properties) {
        Object servers = properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        return new BrokerNames(Arrays.stream(String.valueOf(servers).split(","))
                .map(String::strip)
                .toList());
    }

    /** Whether at least one name resolves, so that a client can be created. */
    boolean anyResolves() {
        try {
            return !ClientUtils.parseAndValidateAddresses(servers, "use_all_dns_ips")
                    .isEmpty();
        } catch (ConfigException e) {
            return false;
        }
    }
}
