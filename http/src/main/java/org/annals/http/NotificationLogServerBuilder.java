package org.annals.http;

import static java.util.Objects.requireNonNull;

import org.annals.application.Application;
import org.annals.application.NotificationLog;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.net.ssl.SSLContext;

/**
 * Makes a {@link NotificationLogServer}. Unless said otherwise it listens on a free port of the
 * loopback interface, without a token and without TLS, and lets 100 requests wait at once. For one
 * thread.
 */
public final class NotificationLogServerBuilder {
    private static final HostAndPort LOOPBACK = new HostAndPort("127.0.0.1", 0);
    private static final int WAITS = 100;

    private final Map<String, NotificationLog> logs = new LinkedHashMap<>();
    private @Nullable HostAndPort address;
    private @Nullable Token token;
    private @Nullable SSLContext tls;
    private @Nullable Integer maxWaits;

    NotificationLogServerBuilder() {}

    /** Serves the log of an application, which stays the caller's to close. */
    public NotificationLogServerBuilder serve(Application application) {
        return serve(application.name(), application.notificationLog());
    }

    /**
     * Serves a log under a name, by which clients ask for it.
     *
     * @throws IllegalStateException if there is one of this name
     */
    public NotificationLogServerBuilder serve(String name, NotificationLog log) {
        requireNonNull(log, "log");
        if (logs.putIfAbsent(requireNonNull(name, "name"), log) != null) {
            throw new IllegalStateException(
                    "A log '%s' is served already. Serve it once.".formatted(name));
        }
        return this;
    }

    /**
     * Listens there. Whatever is not loopback needs a token and TLS.
     *
     * @param host a name or an address of this machine
     * @param port 0 for any that is free
     * @throws IllegalArgumentException if there can be no such port
     */
    public NotificationLogServerBuilder address(String host, int port) {
        return address(new HostAndPort(requireNonNull(host, "host"), port));
    }

    NotificationLogServerBuilder address(HostAndPort address) {
        requireUnset(this.address, "address");
        this.address = address;
        return this;
    }

    /**
     * Answers only those who show this token.
     *
     * @throws ConfigurationException if it is not 16 to 1024 visible ASCII characters
     */
    public NotificationLogServerBuilder token(String token) {
        requireUnset(this.token, "token");
        this.token = Token.of(token);
        return this;
    }

    /**
     * Speaks TLS, 1.2 at least.
     *
     * @param privateKey a file in PEM, PKCS #8 without a password
     * @param certificate a file in PEM, the server's own certificate first
     * @throws ConfigurationException if one of them cannot be used
     */
    public NotificationLogServerBuilder tls(Path privateKey, Path certificate) {
        requireUnset(this.tls, "TLS");
        this.tls = Pem.identity(privateKey, certificate);
        return this;
    }

    /**
     * Lets so many requests wait for what comes, while others are answered at once, and 100 more be
     * answered at a time.
     *
     * @throws IllegalArgumentException if it is negative or above 100,000
     */
    public NotificationLogServerBuilder maxWaits(int maxWaits) {
        requireUnset(this.maxWaits, "bound of waits");
        if (maxWaits < 0 || maxWaits > 100_000) {
            throw new IllegalArgumentException(
                    "%d requests cannot wait. Give a number from 0 to 100,000."
                            .formatted(maxWaits));
        }
        this.maxWaits = maxWaits;
        return this;
    }

    /**
     * Opens the server.
     *
     * @throws ConfigurationException if the address is not this machine's or is in use, or others
     *     can reach it and there is no token or no TLS
     * @throws IllegalStateException if no log was given
     */
    public NotificationLogServer open() {
        if (logs.isEmpty()) {
            throw new IllegalStateException("There is no log to serve. Give one.");
        }
        return NotificationLogServer.open(this);
    }

    Map<String, NotificationLog> logs() {
        return Map.copyOf(logs);
    }

    HostAndPort address() {
        return address == null ? LOOPBACK : address;
    }

    @Nullable Token token() {
        return token;
    }

    @Nullable SSLContext tls() {
        return tls;
    }

    int maxWaits() {
        return maxWaits == null ? WAITS : maxWaits;
    }

    private static void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The server has its %s already. Say it once.".formatted(what));
        }
    }
}
