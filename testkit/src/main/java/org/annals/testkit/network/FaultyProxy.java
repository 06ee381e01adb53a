package org.annals.testkit.network;

import static java.util.Objects.requireNonNull;

import org.annals.testkit.network.Faults.Limit;
import org.annals.testkit.network.Faults.OneShot;
import org.annals.testkit.network.Faults.Unasked;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Stands between a driver and its server, and misbehaves when it is told to.
 *
 * {@snippet class="org.annals.testkit.network.FaultyProxyTest" region="lost-reply"}
 *
 * <p>Whoever connects to {@link #port()} is connected to the server, and at first everything
 * passes. A fault concerns every connection there is and every one to come, from the next bytes on
 * until {@link #heal()}. Faults add up; one that is set again replaces itself. A connection that
 * ends on one side is ended on the other, so one that finds no server ends at once.
 *
 * <p>May be shared between threads.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final int BACKLOG = 100;

    private final InetSocketAddress server;
    private final Faults faults = new Faults();
    private final Traffic traffic = new Traffic();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    // A thread is still there for a moment when its link no longer is.
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final int port;
    private @Nullable Door door;
    private boolean closed;

    /** Where clients come in, and the thread that lets them. */
    private record Door(ServerSocket socket, Thread thread) {}

    private FaultyProxy(InetSocketAddress server) {
        this.server = server;
        this.door = open(0);
        this.port = door.socket().getLocalPort();
    }

    /**
     * Opens a proxy to a server, on a free port of the loopback interface.
     *
     * @throws IllegalArgumentException if there is no such host
     * @throws UncheckedIOException if there is no free port
     */
    public static FaultyProxy to(String host, int port) {
        var server = new InetSocketAddress(requireNonNull(host, "host"), port);
        if (server.isUnresolved()) {
            throw new IllegalArgumentException(
                    "There is no host '%s'. Name one that this machine knows.".formatted(host));
        }
        return new FaultyProxy(server);
    }

    public String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    public int port() {
        return port;
    }

    /**
     * Lets everything pass again, what was held back included. What was cut stays cut.
     *
     * @throws IllegalStateException if the proxy is closed
     * @throws UncheckedIOException if the port was refused and now is another's
     */
    public void heal() {
        faults.heal();
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "The proxy on port %d is closed. Open another.".formatted(port));
            }
            if (door == null) {
                door = open(port);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts off each chunk that goes in a direction: bytes that were sent together, mostly.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    public void delay(Direction direction, Duration delay) {
        long nanos = nanos(delay);
        requireNonNull(direction, "direction");
        faults.change(now -> now.flow(direction).delay = nanos);
    }

    /**
     * Passes on one byte at a time in a direction, and pauses after each.
     *
     * @throws IllegalArgumentException if the pause is negative
     */
    public void trickle(Direction direction, Duration pause) {
        long nanos = nanos(pause);
        requireNonNull(direction, "direction");
        faults.change(now -> now.flow(direction).pause = nanos);
    }

    /**
     * Passes on nothing, and closes nothing, as when a cable is pulled. New connections are
     * accepted. What is sent is held back, an end included, and not lost if the proxy is healed.
     */
    public void goSilent() {
        faults.change(now -> now.silent = true);
    }

    /** Passes on requests and loses all that the server says. */
    public void dropReplies() {
        faults.change(now -> now.repliesDropped = true);
    }

    /**
     * Loses what the server says to a connection without being asked, such as notifications.
     *
     * @param quiet how long nothing must have passed before, as the proxy cannot tell what is
     *     unasked from the rest of a long reply
     * @throws IllegalArgumentException if that is negative
     */
    public void dropUnasked(Duration quiet) {
        var all = new Unasked(nanos(quiet), chunk -> true);
        faults.change(now -> now.unasked = all);
    }

    /**
     * Loses what the server says to a connection without being asked, where that is recognised by
     * itself.
     *
     * @param what decides on a chunk: bytes that came together, mostly; called by many threads
     */
    public void dropUnasked(Predicate<byte[]> what) {
        var some = new Unasked(0, requireNonNull(what, "what"));
        faults.change(now -> now.unasked = some);
    }

    /**
     * Loses the reply to one request, and cuts its connection: the server has acted, and the client
     * does not know. It strikes the first connection that sends something from now on and is
     * answered; others stay as they are. The server may finish, and then finds that its client has
     * left.
     */
    public void loseNextReply() {
        faults.change(now -> now.loss = new OneShot());
    }

    /**
     * Cuts each connection as soon as this many more bytes have gone in a direction. If there are
     * none to go, the next one does not.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public void cutEachAfter(Direction direction, long bytes) {
        limit(direction, new Limit(bytes, null));
    }

    /**
     * Cuts the first connection on which this many more bytes have gone in a direction.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public void cutOneAfter(Direction direction, long bytes) {
        limit(direction, new Limit(bytes, new OneShot()));
    }

    private void limit(Direction direction, Limit limit) {
        requireNonNull(direction, "direction");
        if (limit.bytes() < 0) {
            throw new IllegalArgumentException(
                    "%d bytes cannot go. Give zero or more.".formatted(limit.bytes()));
        }
        faults.change(now -> now.flow(direction).limit = limit);
    }

    /** Cuts every connection that there is, once. */
    public void cut() {
        links.forEach(Link::cut);
    }

    /** Refuses new connections, as if no server were there. Those that there are stay. */
    public void refuse() {
        shut();
    }

    /**
     * Returns how often a server has answered: how often bytes came from it after some had gone to
     * it on the same connection. Budgets such as "a save is one round trip" are differences of it.
     */
    public long roundTripCount() {
        return traffic.roundTrips().get();
    }

    /** Returns how many connections have been accepted. */
    public long connectionCount() {
        return traffic.connections().get();
    }

    /** Returns how many connections have not ended. */
    public int openConnectionCount() {
        return links.size();
    }

    /** Returns how many connections were ended by a fault, and not by the client or the server. */
    public long cutCount() {
        return traffic.cuts().get();
    }

    /** Returns how many chunks of replies were dropped, and not held back. */
    public long lossCount() {
        return traffic.losses().get();
    }

    /** Ends every connection, and returns when all threads have ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        shut();
        links.forEach(Link::end);
        threads.forEach(FaultyProxy::join);
    }

    private Door open(int at) {
        try {
            var socket = new ServerSocket(at, BACKLOG, InetAddress.getLoopbackAddress());
            String name = "annals-proxy " + socket.getLocalPort();
            Thread thread =
                    Thread.ofPlatform().name(name).daemon().start(() -> accept(socket, name));
            return new Door(socket, thread);
        } catch (IOException e) {
            throw new UncheckedIOException("No port for a proxy to %s.".formatted(server), e);
        }
    }

    private void accept(ServerSocket socket, String name) {
        while (true) {
            Socket client;
            try {
                client = socket.accept();
            } catch (IOException e) {
                // The door was shut.
                return;
            }
            traffic.connections().incrementAndGet();
            var link = new Link(client, faults, traffic);
            Thread thread =
                    Thread.ofPlatform()
                            .name(name + " " + Direction.TO_SERVER)
                            .daemon()
                            .unstarted(
                                    () -> {
                                        link.run(server, name);
                                        links.remove(link);
                                    });
            links.add(link);
            threads.removeIf(earlier -> !earlier.isAlive());
            threads.add(thread);
            thread.start();
        }
    }

    private void shut() {
        Door shut;
        lock.lock();
        try {
            shut = door;
            door = null;
            if (shut != null) {
                shut.socket().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
        if (shut != null) {
            join(shut.thread());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nanos(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "A time of %s is negative. Give one of zero or more.".formatted(duration));
        }
        return duration.toNanos();
    }

    @Override
    public String toString() {
        return "FaultyProxy[%d to %s]".formatted(port, server);
    }
}
