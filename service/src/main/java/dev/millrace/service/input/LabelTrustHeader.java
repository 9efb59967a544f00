package dev.millrace.service.input;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.millrace.model.spec.LabelTrust;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header by which the streams app tells the trainer how much an example's label is trusted: a digit. Only records of
 * the labelled topics have it. On input and label topics it means nothing, since any producer can write it there.
 */
public final class LabelTrustHeader {

    /** Name of the header. */
    public static final String NAME = "millrace.label-trust";

    private LabelTrustHeader() {}

    /** Replaces the header. */
    public static void write(Headers headers, LabelTrust trust) {
        headers.remove(NAME).add(NAME, Integer.toString(trust.level()).getBytes(US_ASCII));
    }

    /** The trust in an example's label; unknown if there is no such header or it does not hold a level. */
    public static LabelTrust read(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(NAME))
                .map(Header::value)
                .filter(value -> value.length == 1 && value[0] >= '1' && value[0] <= '9')
                .map(value -> new LabelTrust(value[0] - '0'))
                .orElse(LabelTrust.UNKNOWN);
    }
}
