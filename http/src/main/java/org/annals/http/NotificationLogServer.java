package org.annals.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

import org.annals.application.Application;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLContext;

/**
 * Serves notification logs over HTTP, to be read by {@link RemoteNotificationLog}.
 *
 * {@snippet class="org.annals.http.RemoteNotificationLogTest" region="serve"}
 *
 * <p>States are sent as they are stored, so what is encrypted stays encrypted; types, tags and
 * metadata are in the clear. It listens on loopback unless told otherwise, and where others can
 * reach it only with a token and TLS. It only reads. May be shared between threads.
 */
public final class NotificationLogServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BACKLOG = 256;
    private static final int MOST_ANSWERS = 100;

    private final HttpServer http;
    private final LogHandler handler;
    private final ExecutorService requests;
    private final URI uri;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NotificationLogServer(
            HttpServer http, LogHandler handler, ExecutorService requests, URI uri) {
        this.http = http;
        this.handler = handler;
        this.requests = requests;
        this.uri = uri;
    }

    /** Returns what makes a server. */
    public static NotificationLogServerBuilder builder() {
        return new NotificationLogServerBuilder();
    }

    /**
     * Serves the log of an application as settings say: {@code HTTP_SERVER_ADDRESS}, which must be
     * given, {@code HTTP_TOKEN}, {@code HTTP_SSL_PRIVATE_KEY_PATH} and {@code
     * HTTP_SSL_CERTIFICATE_PATH}, each with or without the application's name before it.
     *
     * @throws ConfigurationException if a setting is wrong, or as {@link
     *     NotificationLogServerBuilder#open} does
     */
    public static NotificationLogServer open(Settings settings, Application application) {
        var given = new HttpSettings(settings.named(application.name()));
        NotificationLogServerBuilder builder =
                builder().serve(application).address(given.address());
        given.token().ifPresent(builder::token);
        given.identity().ifPresent(files -> builder.tls(files.privateKey(), files.certificate()));
        return builder.open();
    }

    static NotificationLogServer open(NotificationLogServerBuilder parts) {
        HostAndPort wanted = parts.address();
        var address = new InetSocketAddress(wanted.host(), wanted.port());
        if (address.isUnresolved()) {
            throw new ConfigurationException(
                    "There is no host '%s'. Give a name or an address of this machine."
                            .formatted(wanted.host()));
        }
        SSLContext tls = parts.tls();
        Token token = parts.token();
        if (!address.getAddress().isLoopbackAddress() && (tls == null || token == null)) {
            throw new ConfigurationException(
                    "Others can reach %s, so a server there needs a token and TLS. Give it HTTP_TOKEN, HTTP_SSL_PRIVATE_KEY_PATH and HTTP_SSL_CERTIFICATE_PATH, or the address 127.0.0.1."
                            .formatted(wanted));
        }
        HttpServer http = bound(address, tls, wanted);
        var waits = new Waits(parts.maxWaits());
        var handler = new LogHandler(parts.logs(), token, waits, parts.maxWaits() + MOST_ANSWERS);
        ExecutorService requests =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("annals-http-", 0).factory());
        http.setExecutor(requests);
        http.createContext("/", handler);
        http.start();
        var listening = new HostAndPort(wanted.host(), http.getAddress().getPort());
        return new NotificationLogServer(
                http,
                handler,
                requests,
                URI.create((tls == null ? "http://" : "https://") + listening));
    }

    private static HttpServer bound(
            InetSocketAddress address, @Nullable SSLContext tls, HostAndPort wanted) {
        try {
            if (tls == null) {
                return HttpServer.create(address, BACKLOG);
            }
            HttpsServer https = HttpsServer.create(address, BACKLOG);
            https.setHttpsConfigurator(new Tls(tls));
            return https;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "A server cannot listen on %s: %s. Give an address of this machine that is free."
                            .formatted(wanted, e.getMessage()),
                    e);
        }
    }

    /** How the server speaks TLS. */
    private static final class Tls extends HttpsConfigurator {
        Tls(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(Pem.parameters());
        }
    }

    /** Returns where it is, with the port on which it listens. */
    public URI uri() {
        return uri;
    }

    /**
     * Ends all waits at once, lets what is being answered be answered, for some seconds at most,
     * and frees the port. The logs stay open. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        handler.close(PATIENCE.toNanos());
        http.stop(0);
        requests.shutdownNow();
        try {
            requests.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns where it is. */
    @Override
    public String toString() {
        return "NotificationLogServer[%s]".formatted(uri);
    }
}
