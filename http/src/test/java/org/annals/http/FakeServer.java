package org.annals.http;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says whatever it is told to, the last over and over. */
final class FakeServer implements AutoCloseable {
    private final HttpServer http;
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    /** What it says. */
    record Saying(int status, String body) {}

    FakeServer(Saying... sayings) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI());
                    Saying saying = sayings[Math.min(asked.size(), sayings.length) - 1];
                    byte[] body = saying.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            saying.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    List<URI> asked() {
        return asked;
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
