package dev.millrace.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks addresses before anything connects to them, so that a typing error is not taken for an outage. */
public final class Addresses {

    private static final Pattern BROKER =
            Pattern.compile("(?:\\w+://)?(?:[^\\s:,\\[\\]/]+|\\[[0-9A-Fa-f:.%]+]):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    private Addresses() {}

    /**
     * Returns {@code brokers} if each is {@code host:port}, separated by commas.
     *
     * @throws IllegalArgumentException naming the one that is not
     */
    public static String brokers(String brokers) {
        for (String broker : brokers.split(",", -1)) {
            Matcher matcher = BROKER.matcher(broker.strip());
            if (broker.contains("@")) {
                throw new IllegalArgumentException("required host:port, separated by commas, without user and password;"
                        + " the Kafka client's property sasl.jaas.config has them");
            }
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_PORT) {
                throw new IllegalArgumentException(
                        "required host:port, separated by commas, got '" + broker.strip() + "'");
            }
        }
        return brokers;
    }

    /**
     * Returns {@code urls} if each is the URL of a registry, separated by commas. No message contains a password.
     *
     * @throws IllegalArgumentException when one is not a URL with scheme and host, or has credentials in it
     */
    public static String registry(String urls) {
        for (String url : urls.split(",", -1)) {
            requireRegistry(url.strip());
        }
        return urls;
    }

    private static void requireRegistry(String text) {
        if (text.contains("@")) {
            throw new IllegalArgumentException(
                    "required a URL without user name and password; put them into the registry"
                            + " client's properties basic.auth.credentials.source=USER_INFO and basic.auth.user.info");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("required a URL such as http://localhost:8081, got '" + text + "'", e);
        }
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw new IllegalArgumentException("required a URL such as http://localhost:8081, got '" + text + "'");
        }
    }
}
