package org.annals.http;

import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;

/** Why something is not answered: the word for it on the wire, and its status. */
enum Refusal {
    /** What was asked for is an {@link IllegalArgumentException}. */
    ILLEGAL_ARGUMENT("illegal-argument", 400),
    ACCESS_REFUSED("access-refused", 401),
    WRONG_HOST("wrong-host", 403),
    LOG_NOT_SERVED("log-not-served", 404),
    NO_SUCH_ROUTE("no-such-route", 404),
    GET_ALONE("get-alone", 405),
    TOO_LONG("too-long", 414),
    FAILED("failed", 500),
    UNAVAILABLE("unavailable", 503),
    CLOSED("closed", 503),
    BUSY("busy", 503);

    private final String word;
    private final int status;

    Refusal(String word, int status) {
        this.word = word;
        this.status = status;
    }

    int status() {
        return status;
    }

    String word() {
        return word;
    }

    Answer because(String message) {
        byte[] body =
                LogForm.bytes(
                        json -> {
                            json.writeStringProperty("error", word);
                            json.writeStringProperty("message", message);
                        });
        return new Answer(status, body, Answer.Caching.NEVER);
    }

    /** Returns the answer for what a log has thrown. */
    static Answer of(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case IllegalArgumentException wrong -> ILLEGAL_ARGUMENT.because(message);
            case RecorderUnavailableException away -> UNAVAILABLE.because(message);
            case RecorderClosedException over -> CLOSED.because(message);
            // It may say anything.
            default -> FAILED.because("The server has failed. Its own log says why.");
        };
    }
}
