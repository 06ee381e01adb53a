package org.annals.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pooler in transaction mode: whoever begins a transaction is given any of the server's
 * connections that is free, until it ends. Speaks the protocol (postgresql.org/docs/current/
 * protocol-message-formats.html) as far as a driver uses it here, and knows nothing of prepared
 * statements.
 */
public final class TransactionPooler implements AutoCloseable {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final String host;
    private final int port;
    private final ServerSocket door;
    private final List<Peer> free = new ArrayList<>();
    private final ConcurrentLinkedQueue<Peer> peers = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(1);
    private final AtomicLong swaps = new AtomicLong();

    private TransactionPooler(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    /** Opens one before a server. */
    public static TransactionPooler to(String host, int port) throws IOException {
        var pooler = new TransactionPooler(host, port);
        Thread.ofPlatform().name("pooler").daemon().start(pooler::accept);
        return pooler;
    }

    /** Returns where clients come in. */
    public int port() {
        return door.getLocalPort();
    }

    /** Returns how often a client was given another connection than the last time. */
    long swapCount() {
        return swaps.get();
    }

    private void accept() {
        while (true) {
            try {
                var client = new Peer(door.accept());
                peers.add(client);
                Thread.ofPlatform().name("pooler").daemon().start(() -> serve(client));
            } catch (IOException e) {
                // The door was shut.
                return;
            }
        }
    }

    private void serve(Peer client) {
        try (client) {
            Peer last = logIn(client);
            while (true) {
                byte[] request = client.readRequest();
                Peer server = take();
                swaps.addAndGet(server == last ? 0 : 1);
                last = server;
                while (pass(request, server, client) != 'I') {
                    request = client.readRequest();
                }
                giveBack(server);
            }
        } catch (IOException e) {
            // Client or server is gone, and who of them is left will notice.
            return;
        }
    }

    /** Lets a client log in on a new connection of its own, which is everybody's from then on. */
    private Peer logIn(Peer client) throws IOException {
        byte[] startup = client.readStartup();
        var server = new Peer(new Socket(host, port));
        peers.add(server);
        server.out.write(startup);
        while (true) {
            server.out.flush();
            Message message = server.read();
            client.write(message);
            client.out.flush();
            if (message.type() == 'Z') {
                giveBack(server);
                return server;
            }
            if (message.asksForPassword()) {
                server.write(client.read());
            }
        }
    }

    /** Returns the state in which the server is after it has answered everything. */
    private static char pass(byte[] request, Peer server, Peer client) throws IOException {
        server.out.write(request);
        server.out.flush();
        while (true) {
            Message message = server.read();
            client.write(message);
            if (message.type() == 'Z') {
                client.out.flush();
                return (char) message.payload()[0];
            }
        }
    }

    private Peer take() {
        synchronized (free) {
            while (free.isEmpty()) {
                try {
                    free.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return free.remove(random.nextInt(free.size()));
        }
    }

    private void giveBack(Peer server) {
        synchronized (free) {
            free.add(server);
            free.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Peer peer : peers) {
            peer.close();
        }
    }

    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Message(int type, byte[] payload) {
        boolean asksForPassword() {
            // Everything but OK and the last word of the handshake.
            return type == 'R' && payload[3] != 0 && payload[3] != 12;
        }
    }

    /** A client, or a connection of the server's. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        Peer(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            this.socket = socket;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        }

        byte[] readStartup() throws IOException {
            while (true) {
                int length = in.readInt();
                byte[] rest = in.readNBytes(length - Integer.BYTES);
                int code = new DataInputStream(new ByteArrayInputStream(rest)).readInt();
                if (code != SSL_REQUEST && code != GSS_REQUEST) {
                    var startup = new ByteArrayOutputStream();
                    new DataOutputStream(startup).writeInt(length);
                    startup.writeBytes(rest);
                    return startup.toByteArray();
                }
                out.write('N');
                out.flush();
            }
        }

        Message read() throws IOException {
            int type = in.readUnsignedByte();
            return new Message(type, in.readNBytes(in.readInt() - Integer.BYTES));
        }

        void write(Message message) throws IOException {
            write(message, out);
        }

        private static void write(Message message, DataOutputStream to) throws IOException {
            to.write(message.type());
            to.writeInt(message.payload().length + Integer.BYTES);
            to.write(message.payload());
        }

        /** Reads messages up to the one after which the client waits for an answer. */
        byte[] readRequest() throws IOException {
            var request = new ByteArrayOutputStream();
            while (true) {
                Message message = read();
                if (message.type() == 'X') {
                    throw new IOException("The client says good-bye.");
                }
                write(message, new DataOutputStream(request));
                if (message.type() == 'S' || message.type() == 'Q') {
                    return request.toByteArray();
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
