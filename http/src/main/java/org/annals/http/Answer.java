package org.annals.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.io.OutputStream;

/** What a server sends back. */
final class Answer {
    static final int OK = 200;

    private static final int NO_BODY = -1;

    private final int status;
    private final byte[] body;
    private final Caching caching;

    /** Whether whoever asked may keep an answer. */
    enum Caching {
        NEVER("no-store"),
        /** Only for whoever asked, since others may not be allowed to read it. */
        FOR_EVER("private, max-age=31536000, immutable");

        private final String header;

        Caching(String header) {
            this.header = header;
        }
    }

    Answer(int status, byte[] body, Caching caching) {
        this.status = status;
        this.body = body;
        this.caching = caching;
    }

    int status() {
        return status;
    }

    static Answer of(byte[] body, Caching caching) {
        return new Answer(OK, body, caching);
    }

    static Answer of(byte[] body) {
        return of(body, Caching.NEVER);
    }

    void sendTo(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Cache-Control", caching.header);
        headers.set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
