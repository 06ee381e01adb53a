package org.annals.testkit.network;

import org.annals.testkit.network.Faults.Limit;
import org.annals.testkit.network.Faults.State;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.ToLongFunction;

/** Passes on the bytes of one direction of a link, or does not. For one thread. */
final class Pump {
    private static final int CHUNK = 16 << 10;

    private final Link link;
    private final Direction direction;
    private final Faults faults;
    private @Nullable Limit limit;
    private long passed;

    Pump(Link link, Direction direction, Faults faults) {
        this.link = link;
        this.direction = direction;
        this.faults = faults;
    }

    /** Passes on until one of the two is gone, and everyone may know it. */
    void run(Socket from, Socket to) {
        try {
            run(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // However it went, it is gone.
        }
        pause(now -> 0);
    }

    private void run(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            long arrived = System.nanoTime();
            pause(now -> now.flow(direction).delay);
            if (link.isOver()) {
                return;
            }
            if (link.admits(direction, chunk, length, arrived)) {
                pass(chunk, length, out);
                link.hasPassed();
            }
        }
    }

    private void pass(byte[] chunk, int length, OutputStream out) throws IOException {
        Limit current = faults.now().flow(direction).limit;
        if (limit != current) {
            limit = current;
            passed = 0;
        }
        if (current != null && passed + length >= current.bytes() && current.strikes()) {
            write(chunk, (int) (current.bytes() - passed), out);
            link.cut();
        } else {
            write(chunk, length, out);
            passed += length;
        }
    }

    private void write(byte[] chunk, int length, OutputStream out) throws IOException {
        int written = 0;
        while (written < length) {
            boolean trickles = faults.now().flow(direction).pause != Faults.NONE;
            int portion = trickles ? 1 : length - written;
            out.write(chunk, written, portion);
            written += portion;
            pause(now -> now.flow(direction).pause);
        }
    }

    /** Waits for a time, and longer while all is silent. */
    private void pause(ToLongFunction<State> nanos) {
        faults.pause(nanos, link::isOver);
        faults.pause(now -> now.silent ? Long.MAX_VALUE : 0, link::isOver);
    }
}
