package org.annals.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.persistence.LogSelection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers requests about some logs. May be shared between threads. */
final class LogHandler implements HttpHandler {
    /** 100 items of a few types and tags each, and much below what the server itself bounds. */
    static final int LONGEST_URI = 128 * 1024;

    /** A page of more would take as long as it is of use. */
    private static final int MOST_EVENTS = 10_000;

    private static final Logger LOGGER = System.getLogger("org.annals.http");

    private final Map<String, NotificationLog> logs;
    private final @Nullable Token token;
    private final Waits waits;
    private final int most;
    private final Semaphore free;
    private volatile boolean closing;

    LogHandler(Map<String, NotificationLog> logs, @Nullable Token token, Waits waits, int most) {
        this.logs = logs;
        this.token = token;
        this.waits = waits;
        this.most = most;
        this.free = new Semaphore(most);
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            Optional<Answer> refusal = refusal(exchange);
            if (refusal.isPresent()) {
                refusal.get().sendTo(exchange);
            } else {
                inTurn(exchange);
            }
        } catch (IOException e) {
            // The client has left, and whatever it wants it will ask for again.
        }
    }

    /** Before anything else: nobody learns what there is who may not read it. */
    private Optional<Answer> refusal(HttpExchange exchange) {
        if (token != null) {
            if (!token.isShownBy(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                return Optional.of(
                        Refusal.ACCESS_REFUSED.because("the token is missing or is another one"));
            }
        } else if (!Loopback.isNamedBy(exchange.getRequestHeaders().getFirst("Host"))) {
            // A page from elsewhere whose name has come to mean this machine.
            return Optional.of(
                    Refusal.WRONG_HOST.because(
                            "a server without a token is asked by a name of this machine alone"));
        }
        return Optional.empty();
    }

    /** An answer has its turn until it is sent: who closes waits for the whole of it. */
    private void inTurn(HttpExchange exchange) throws IOException {
        if (!free.tryAcquire()) {
            Refusal.BUSY
                    .because("The server answers %d requests at once, and no more.".formatted(most))
                    .sendTo(exchange);
            return;
        }
        try {
            answerOrFailure(exchange).sendTo(exchange);
        } finally {
            free.release();
        }
    }

    private Answer answerOrFailure(HttpExchange exchange) {
        try {
            return closing
                    ? Refusal.CLOSED.because("The server is being closed.")
                    : answer(exchange);
        } catch (RuntimeException | Error e) {
            return failed(e);
        }
    }

    private static Answer failed(Throwable failure) {
        Answer answer =
                failure instanceof RuntimeException e
                        ? Refusal.of(e)
                        : Refusal.of(new IllegalStateException(failure));
        if (answer.status() == Refusal.FAILED.status()) {
            LOGGER.log(Level.WARNING, "A request to a notification log has failed.", failure);
        }
        return answer;
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            return Refusal.GET_ALONE.because("A log is read by GET alone.");
        }
        URI uri = exchange.getRequestURI();
        if (uri.toString().length() > LONGEST_URI) {
            return Refusal.TOO_LONG.because(
                    "A URI has at most %d characters here.".formatted(LONGEST_URI));
        }
        return Route.parse(uri.getRawPath())
                .map(route -> answer(route, uri.getRawQuery()))
                .orElseGet(() -> Refusal.NO_SUCH_ROUTE.because("There is nothing here."));
    }

    private Answer answer(Route route, @Nullable String query) {
        NotificationLog log = logs.get(route.name());
        if (log == null) {
            return Refusal.LOG_NOT_SERVED.because("There is no log of this name here.");
        }
        return switch (route) {
            case Route.About about ->
                    Answer.of(
                            LogForm.bytes(
                                    new LogForm.About(
                                            log.identity(), log.head(), log.sectionSize())));
            case Route.SectionOf(var name, var id) -> section(log, id);
            case Route.Notifications page ->
                    page(log, PageRequest.parse(query == null ? "" : query));
        };
    }

    private static Answer section(NotificationLog log, String id) {
        Section section = log.section(id);
        // Asked for otherwise, the same section would be another one when the log has grown.
        boolean isFull = !section.nextId().isEmpty() && section.id().equals(id);
        return Answer.of(
                LogForm.bytes(section), isFull ? Answer.Caching.FOR_EVER : Answer.Caching.NEVER);
    }

    private Answer page(NotificationLog log, PageRequest asked) {
        LogSelection selection = asked.selection();
        if (asked.bound() == PageRequest.Bound.SECTION_SIZE) {
            return Answer.of(LogForm.bytes(log.select(selection)));
        }
        Integer limit = selection.namedLimit();
        LogSelection bounded =
                limit == null ? selection : selection.limit(Math.min(limit, MOST_EVENTS));
        return Answer.of(LogForm.bytes(waits.next(log, bounded, asked.patience())));
    }

    /** Refuses what comes from now on, and waits for the rest, for so long at most. */
    void close(long nanos) {
        closing = true;
        waits.close();
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        while (true) {
            try {
                if (free.tryAcquire(most, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    free.release(most);
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
