package dev.millrace.streams.operations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;

/**
 * The addresses at which Kafka is asked for first. Where brokers have names, as in containers, a broker that is down may have
 * none: no client can be made then.
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

    /** Whether a client could be made now. */
    boolean anyHasAddress() {
        try {
            return !ClientUtils.parseAndValidateAddresses(servers, "use_all_dns_ips")
                    .isEmpty();
        } catch (ConfigException e) {
            return false;
        }
    }
}
