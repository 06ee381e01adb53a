package org.annals.jackson.transfer;

import org.annals.domain.EventSourcingException;

/**
 * A file is no export of a log, or not the whole of one. The message names the line and nothing of
 * what is in it. Events of earlier lines may have been appended, and stay.
 */
public final class MalformedLogFileException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final long line;

    MalformedLogFileException(long line, String problem, String remedy) {
        super("Line %d of the file %s. %s".formatted(line, problem, remedy), null);
        this.line = line;
    }

    /** Returns a problem that only another file can mend. */
    static MalformedLogFileException of(long line, String problem) {
        return new MalformedLogFileException(
                line, problem, "Export the log again, or get an unchanged copy of the file.");
    }

    /** Returns the number of the line, from 1. */
    public long line() {
        return line;
    }
}
