package org.annals.http;

import org.annals.jackson.wire.JsonObject;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

/**
 * Reads of one log on a server: each ends in time, and is tried again a few times where that may
 * help. May be shared between threads.
 */
final class LogReads implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String what;
    private final HttpClient http;
    private final @Nullable Token token;
    private final Duration timeout;
    private final Signal changed = new Signal();
    private volatile boolean closed;

    /**
     * @param what the log and where it is, for messages
     * @param timeout of a read, all attempts together
     */
    LogReads(String what, SSLContext trust, @Nullable Token token, Duration timeout) {
        this.what = what;
        this.token = token;
        this.timeout = timeout;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(attempt())
                        .sslContext(trust)
                        .sslParameters(Pem.parameters())
                        .build();
    }

    private Duration attempt() {
        return timeout.dividedBy(ATTEMPTS);
    }

    /** What wakes those who pause: raised by whoever stops something. */
    Signal changed() {
        return changed;
    }

    /**
     * Returns what an answer is read as.
     *
     * @throws IllegalArgumentException if the log says that what was asked for is wrong
     * @throws RecorderUnavailableException if there is no such answer in time
     */
    <T> T get(URI uri, Function<JsonObject, T> read) {
        long end = System.nanoTime() + timeout.toNanos();
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int attempt = 1; true; attempt++) {
            long seen = changed.count();
            long left = end - System.nanoTime();
            try {
                return once(
                        uri, Duration.ofNanos(Math.min(left, attempt().toNanos())), read, f -> {});
            } catch (RecorderUnavailableException e) {
                long pause = pauses.nextNanos();
                boolean isLast = attempt == ATTEMPTS || end - System.nanoTime() <= pause;
                if (isLast || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause(seen, pause);
            }
        }
    }

    private void pause(long seen, long nanos) {
        try {
            changed.await(seen, nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Reads without a second attempt.
     *
     * @param wait how long the server may take, beside what an attempt may take
     * @param begun is given what cancels the read
     */
    <T> T waiting(URI uri, Duration wait, Function<JsonObject, T> read, Consumer<Future<?>> begun) {
        return once(uri, wait.plus(attempt()), read, begun);
    }

    private <T> T once(
            URI uri, Duration limit, Function<JsonObject, T> read, Consumer<Future<?>> begun) {
        requireOpen();
        try {
            return read(send(request(uri), limit, begun), read);
        } catch (IOException | CancellationException e) {
            requireOpen();
            throw unavailable(reason(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpRequest request(URI uri) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Accept", "application/json").GET();
        return (token == null ? request : request.header("Authorization", token.header())).build();
    }

    private HttpResponse<byte[]> send(
            HttpRequest request, Duration limit, Consumer<Future<?>> begun)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, head -> new BoundedBody(JsonObject.LONGEST));
        begun.accept(answer);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("there is no whole answer after %s".formatted(limit));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private <T> T read(HttpResponse<byte[]> answer, Function<JsonObject, T> read) {
        Function<String, RecorderUnavailableException> malformed =
                problem -> unavailable("its answer " + problem, null);
        int status = answer.statusCode();
        if (status == Answer.OK) {
            JsonObject json = JsonObject.parse(answer.body(), malformed);
            try {
                return read.apply(json);
            } catch (IllegalArgumentException e) {
                // What it says may quote the answer.
                throw malformed.apply("has a value that nothing in a log can have");
            }
        }
        if (status == Refusal.ACCESS_REFUSED.status() || status == Refusal.WRONG_HOST.status()) {
            throw new AccessRefusedException(
                    what, "the server has refused it with status %d".formatted(status));
        }
        throw refused(status, answer.body());
    }

    /** Whatever is not of this library's own making may be that of something between. */
    private RuntimeException refused(int status, byte[] body) {
        String unexpected = "the answer has status %d".formatted(status);
        JsonObject json = JsonObject.parse(body, problem -> unavailable(unexpected, null));
        if (!json.has("error") || !json.has("message")) {
            return unavailable(unexpected, null);
        }
        String word = json.text("error");
        String message = json.text("message");
        if (word.equals(Refusal.ILLEGAL_ARGUMENT.word())) {
            return new IllegalArgumentException(message);
        }
        if (word.equals(Refusal.LOG_NOT_SERVED.word())) {
            return new LogNotServedException(what);
        }
        return unavailable(unexpected + ": " + message, null);
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private RecorderUnavailableException unavailable(String reason, @Nullable Throwable cause) {
        return new RecorderUnavailableException(
                "%s cannot be read now: %s. Try again later."
                        .formatted(what, reason.replaceFirst("\\.$", "")),
                cause);
    }

    private RecorderUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RecorderUnavailableException(
                "The thread was interrupted while it read %s.".formatted(what), e);
    }

    void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(what);
        }
    }

    /** Ends every read at once. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
        changed.raise();
        try {
            http.awaitTermination(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
