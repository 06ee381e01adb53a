package org.annals.testkit.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Says again each line that it hears, and at will something that nobody asked for. */
final class EchoServer {
    /** What it hears when a client has left in order. */
    static final String GOOD_BYE = "(end)";

    /** What it hears when a connection breaks. */
    static final String BROKEN = "(broken)";

    private final ServerSocket door;
    private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final Thread accepting = Thread.ofPlatform().name("echo").unstarted(this::accept);

    private EchoServer(ServerSocket door) {
        this.door = door;
    }

    static EchoServer start() throws IOException {
        var server = new EchoServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        server.accepting.start();
        return server;
    }

    String host() {
        return door.getInetAddress().getHostAddress();
    }

    int port() {
        return door.getLocalPort();
    }

    /** Returns the next thing that it hears, which must come. */
    String hears() throws InterruptedException {
        String next = heard.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("The server hears nothing.");
        }
        return next;
    }

    /** Returns what it has heard and nobody has asked about. */
    List<String> rest() {
        return List.copyOf(heard);
    }

    /** Says a line to every client. */
    void say(String line) throws IOException {
        for (Socket client : clients) {
            say(client, line);
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                clients.add(client);
                Thread.ofVirtual().name("echo client").start(() -> heard.add(echo(client)));
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    private String echo(Socket client) {
        try (client) {
            var reader =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard.add(line);
                say(client, line);
            }
            return GOOD_BYE;
        } catch (IOException e) {
            return BROKEN;
        } finally {
            clients.remove(client);
        }
    }

    void stop() throws IOException, InterruptedException {
        door.close();
        accepting.join();
        for (Socket client : clients) {
            client.close();
        }
    }
}
