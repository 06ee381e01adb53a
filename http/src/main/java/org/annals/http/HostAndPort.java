package org.annals.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is. Immutable.
 *
 * @param host a name or an address; one of version 6 without brackets
 * @param port 0 for any that is free
 */
record HostAndPort(String host, int port) {
    static final String FORM = "host:port";

    private static final int MAX_PORT = 65_535;
    private static final Pattern TEXT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:/@\\s]+)):(\\d{1,5})");

    HostAndPort {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "Port %d is impossible: ports go from 0 to %d.".formatted(port, MAX_PORT));
        }
    }

    static Optional<HostAndPort> parse(String text) {
        Matcher form = TEXT.matcher(text.strip());
        if (!form.matches() || Integer.parseInt(form.group(3)) > MAX_PORT) {
            return Optional.empty();
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return Optional.of(new HostAndPort(host, Integer.parseInt(form.group(3))));
    }

    /** Returns it as it stands in a URI. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, port);
    }
}
