package org.annals.testkit.network;

import org.annals.testkit.network.Faults.OneShot;
import org.annals.testkit.network.Faults.State;
import org.annals.testkit.network.Faults.Unasked;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client's connection and the one to the server made for it. What ends one ends both. */
final class Link {
    private final Socket client;
    private final Socket server = new Socket();
    private final Faults faults;
    private final Traffic traffic;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable OneShot loss;
    private volatile boolean replyLost;
    private volatile long lastPassed = System.nanoTime();

    Link(Socket client, Faults faults, Traffic traffic) {
        this.client = client;
        this.faults = faults;
        this.traffic = traffic;
    }

    /** Connects to the server and passes on until the end, with a second thread for the replies. */
    void run(InetSocketAddress address, String name) {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(address);
            Thread replies =
                    Thread.ofPlatform()
                            .name(name + " " + Direction.TO_CLIENT)
                            .daemon()
                            .start(() -> pump(Direction.TO_CLIENT, server, client));
            pump(Direction.TO_SERVER, client, server);
            replies.join();
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    private void pump(Direction direction, Socket from, Socket to) {
        new Pump(this, direction, faults).run(from, to);
        if (direction == Direction.TO_SERVER && replyLost) {
            letServerFinish();
        } else {
            end();
        }
    }

    /**
     * A server that loses its connection may give up what it is doing, and would not have acted.
     */
    private void letServerFinish() {
        try {
            server.shutdownOutput();
        } catch (IOException e) {
            end();
        }
    }

    /** Decides whether bytes go on that came at a time, and remembers what that says of others. */
    boolean admits(Direction direction, byte[] chunk, int length, long arrived) {
        return direction == Direction.TO_SERVER
                ? admitsRequest()
                : admitsReply(chunk, length, arrived);
    }

    private boolean admitsRequest() {
        loss = faults.now().loss;
        asked.set(true);
        return true;
    }

    private boolean admitsReply(byte[] chunk, int length, long arrived) {
        State now = faults.now();
        boolean isAnswer = asked.getAndSet(false);
        if (isAnswer) {
            traffic.roundTrips().incrementAndGet();
            OneShot armed = now.loss;
            if (armed != null && armed == loss && armed.take()) {
                replyLost = true;
                traffic.cuts().incrementAndGet();
                close(client);
            }
        }
        Unasked unasked = now.unasked;
        boolean isUnasked =
                !isAnswer
                        && unasked != null
                        && arrived - lastPassed >= unasked.quiet()
                        && unasked.what().test(Arrays.copyOf(chunk, length));
        boolean isDropped = now.repliesDropped || isUnasked;
        if (isDropped) {
            traffic.losses().incrementAndGet();
        }
        return !replyLost && !isDropped;
    }

    void hasPassed() {
        lastPassed = System.nanoTime();
    }

    /** Ends the connection as a fault, which is counted before anyone can see it. */
    void cut() {
        if (over.compareAndSet(false, true) && !replyLost) {
            traffic.cuts().incrementAndGet();
        }
        end();
    }

    void end() {
        over.set(true);
        close(client);
        close(server);
        faults.wake();
    }

    boolean isOver() {
        return over.get();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }
}
