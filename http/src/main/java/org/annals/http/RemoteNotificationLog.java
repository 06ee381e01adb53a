package org.annals.http;

import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.http.PageRequest.Bound;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Subscription;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The notification log of an application in another process, read from a {@link
 * NotificationLogServer}. Whatever can be asked of a local log can be asked of it, with the same
 * answers.
 *
 * {@snippet class="org.annals.http.RemoteNotificationLogTest" region="read"}
 *
 * <p>A read is tried three times at most, within its time-out. Where the server cannot be reached,
 * is silent, or its answer is cut off or none of its own, it is a {@link
 * org.annals.persistence.RecorderUnavailableException}; so it is while the upstream application is
 * closed, since that may be opened again. A page may be shorter than its limit although more is to
 * come: it has 10,000 events at most.
 *
 * <p>Every read throws {@link AccessRefusedException} if the server wants another token, {@link
 * LogNotServedException} if it has no log of this name, and {@link
 * org.annals.persistence.RecorderClosedException} once this is closed. A subscription throws them
 * too, and outlasts anything else. May be shared between threads.
 */
public final class RemoteNotificationLog implements NotificationLog, AutoCloseable {
    private final URI server;
    private final String name;
    private final LogReads reads;
    private final Duration wait;

    RemoteNotificationLog(URI server, String name, LogReads reads, Duration wait) {
        this.server = server;
        this.name = name;
        this.reads = reads;
        this.wait = wait;
    }

    /**
     * Returns what makes a remote log.
     *
     * @param server as {@link NotificationLogServer#uri} gives it, or with a path before which
     *     something else serves it
     * @param name the application's, exactly as it declares it
     * @throws org.annals.settings.ConfigurationException if the address is none, or is plain http
     *     to another machine
     */
    public static RemoteNotificationLogBuilder builder(URI server, String name) {
        return new RemoteNotificationLogBuilder(server, name);
    }

    /**
     * Returns the log of an application as settings say: {@code HTTP_SERVER_ADDRESS}, which must be
     * given, {@code HTTP_TOKEN}, {@code HTTP_SSL_ROOT_CERTIFICATE_PATH} and {@code HTTP_TIMEOUT},
     * each with or without that application's name before it. TLS is spoken to other machines, and
     * to this one if there is a root certificate.
     *
     * @throws org.annals.settings.ConfigurationException if a setting is wrong
     */
    public static RemoteNotificationLog open(Settings settings, String name) {
        NamedSettings named = settings.named(name);
        var given = new HttpSettings(named);
        HostAndPort address = given.address();
        Optional<Path> root = given.rootCertificate();
        boolean isPlain = root.isEmpty() && Loopback.isName(address.host());
        URI server = URI.create((isPlain ? "http://" : "https://") + address);
        RemoteNotificationLogBuilder builder = builder(server, name);
        given.token().ifPresent(builder::token);
        root.ifPresent(builder::trusting);
        given.timeout().ifPresent(builder::timeout);
        return builder.open();
    }

    @Override
    public LogIdentity identity() {
        return about().identity();
    }

    @Override
    public long head() {
        return about().head();
    }

    @Override
    public int sectionSize() {
        return about().sectionSize();
    }

    private LogForm.About about() {
        return reads.get(uri(new Route.About(name), ""), LogForm::about);
    }

    @Override
    public Section section(String id) {
        return reads.get(uri(new Route.SectionOf(name, id), ""), LogForm::section);
    }

    @Override
    public LogPage select(LogSelection selection) {
        var page = new PageRequest(selection, Bound.SECTION_SIZE, Duration.ZERO);
        return reads.get(uri(page), LogForm::page);
    }

    @Override
    public LogPage pull(LogSelection selection) {
        return reads.get(uri(new PageRequest(selection, Bound.NONE, Duration.ZERO)), LogForm::page);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The server lets each subscription wait by a request of its own, and answers as soon as
     * there is something.
     */
    @Override
    public Subscription<LogPage> subscribe(LogSelection selection) {
        reads.requireOpen();
        return new RemoteSubscription(new Waiting(), selection, reads.changed());
    }

    private final class Waiting implements RemoteSubscription.Source {
        @Override
        public LogPage next(LogSelection selection, Consumer<Future<?>> begun) {
            URI uri = uri(new PageRequest(selection, Bound.NONE, wait));
            return reads.waiting(uri, wait, LogForm::page, begun);
        }

        @Override
        public Duration patience() {
            return wait;
        }
    }

    private URI uri(PageRequest page) {
        return uri(new Route.Notifications(name), "?" + page);
    }

    private URI uri(Route route, String query) {
        String path = server.toString().replaceFirst("/+$", "");
        String text = path + route + query;
        if (text.length() > LogHandler.LONGEST_URI) {
            throw new IllegalArgumentException(
                    "The query takes %d characters in a URI, and %d are allowed. Ask for fewer types or tags."
                            .formatted(text.length(), LogHandler.LONGEST_URI));
        }
        return URI.create(text);
    }

    /** Ends every read and every wait at once. A second call does nothing. */
    @Override
    public void close() {
        reads.close();
    }

    /** Returns its name and where it is. */
    @Override
    public String toString() {
        return "RemoteNotificationLog[%s at %s]".formatted(name, server);
    }
}
