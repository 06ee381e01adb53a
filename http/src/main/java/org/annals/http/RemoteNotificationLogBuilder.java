package org.annals.http;

import static java.util.Objects.requireNonNull;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLContext;

/**
 * Makes a {@link RemoteNotificationLog}. Unless said otherwise it shows no token, trusts those whom
 * the platform trusts, gives a call up after 30 seconds, and lets the server wait for 10. For one
 * thread.
 */
public final class RemoteNotificationLogBuilder {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final URI server;
    private final String name;
    private @Nullable Token token;
    private @Nullable SSLContext trust;
    private @Nullable Duration timeout;
    private @Nullable Duration wait;

    RemoteNotificationLogBuilder(URI server, String name) {
        this.server = requireUsable(server);
        this.name = requireNonNull(name, "name");
    }

    /** The message leaves the URI out where somebody may have written a password into it. */
    private static URI requireUsable(URI server) {
        String scheme = String.valueOf(server.getScheme());
        boolean isPlain = scheme.equalsIgnoreCase("http");
        boolean isKnown = isPlain || scheme.equalsIgnoreCase("https");
        if (!isKnown
                || server.getHost() == null
                || server.getRawUserInfo() != null
                || server.getRawQuery() != null
                || server.getRawFragment() != null) {
            throw new ConfigurationException(
                    "The address of a server should be http://host:port or https://host:port, and a path if it has one; this one is not shown, since it may have a secret.");
        }
        if (isPlain && !Loopback.isName(server.getHost())) {
            throw new ConfigurationException(
                    "%s is not this machine, and what goes there by http can be read on the way. Give a server that speaks https."
                            .formatted(server.getHost()));
        }
        return server;
    }

    /**
     * Shows a token.
     *
     * @throws ConfigurationException if it is not 16 to 1024 visible ASCII characters
     */
    public RemoteNotificationLogBuilder token(String token) {
        requireUnset(this.token, "token");
        this.token = Token.of(token);
        return this;
    }

    /**
     * Trusts the certificates in a file, in PEM, and those that they have signed, and no others.
     *
     * @throws ConfigurationException if it cannot be used
     */
    public RemoteNotificationLogBuilder trusting(Path rootCertificate) {
        requireUnset(this.trust, "root certificate");
        this.trust = Pem.trust(requireNonNull(rootCertificate, "rootCertificate"));
        return this;
    }

    /**
     * Gives a call up after so long, all attempts together. A subscription is never given up.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public RemoteNotificationLogBuilder timeout(Duration timeout) {
        requireUnset(this.timeout, "time-out");
        this.timeout = requirePositive(timeout, "time-out");
        return this;
    }

    /**
     * Lets the server wait so long for something to come, 30 seconds at most, before a subscription
     * asks again. That is how long a connection that has died unnoticed may stay so.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public RemoteNotificationLogBuilder waiting(Duration wait) {
        requireUnset(this.wait, "wait");
        this.wait = requirePositive(wait, "wait");
        return this;
    }

    /** Returns the log. Whether it can be reached shows when it is read. */
    public RemoteNotificationLog open() {
        SSLContext trusted = trust == null ? Pem.trust(null) : trust;
        String what = "The log '%s' at %s".formatted(name, server);
        var reads = new LogReads(what, trusted, token, timeout == null ? TIMEOUT : timeout);
        return new RemoteNotificationLog(server, name, reads, wait == null ? WAIT : wait);
    }

    private static Duration requirePositive(Duration duration, String what) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(
                    "The %s is %s, but it must be above 0.".formatted(what, duration));
        }
        return duration;
    }

    private static void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The remote log has its %s already. Say it once.".formatted(what));
        }
    }
}
