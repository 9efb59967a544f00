package dev.millrace.schemas;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How large a record a topic accepts, according to the broker. */
public final class TopicLimits {

    private static final Logger log = LoggerFactory.getLogger(TopicLimits.class);
    private static final String SETTING = "max.message.bytes";

    private TopicLimits() {}

    /**
     * The topic's {@code max.message.bytes}, but not more than {@code atMost}; {@code atMost} if the app may not
     * describe the topic.
     *
     * @throws KafkaException when the broker does not answer, or the topic is missing
     */
    public static int maxMessageBytes(Admin admin, String topic, int atMost) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<ConfigResource, Config> answer =
                    admin.describeConfigs(List.of(resource)).all().get();
            Config config = answer.get(resource);
            ConfigEntry entry = config == null ? null : config.get(SETTING);
            return entry == null ? atMost : Math.min(atMost, Integer.parseInt(entry.value()));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw new KafkaException("topic '" + topic + "' can't be described", e.getCause());
            }
            log.warn("Not permitted to read the topic's limit: topic={} assumed={}", topic, atMost, e.getCause());
            return atMost;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while topic '" + topic + "' was described", e);
        }
    }
}
