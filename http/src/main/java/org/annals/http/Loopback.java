package org.annals.http;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** Names of this machine that nobody else can give to another one. Stateless. */
final class Loopback {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|::1)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    private Loopback() {}

    static boolean isNamedBy(@Nullable String hostAndPort) {
        return hostAndPort != null
                && (isName(hostAndPort) || isName(PORT.matcher(hostAndPort).replaceFirst("")));
    }

    /** Returns whether a host is this machine whatever a name server says. */
    static boolean isName(String host) {
        return NAME.matcher(host).matches();
    }
}
