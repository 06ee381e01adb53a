package org.annals.examples.selftest;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.postgres.PostgresRecorder;
import org.annals.testkit.witness.Rejection;

import java.sql.Connection;
import java.sql.SQLException;

/** Has wishes appended, each in its way, and says what came of it. For one thread. */
final class Writing {
    private final WriterProcess process;
    private final Rows rows;

    Writing(WriterProcess process) {
        this.process = process;
        this.rows = new Rows(process.schema());
    }

    /**
     * Asks once.
     *
     * @param isUncertain whether it may be recorded already; then only the recorder can tell
     */
    Outcome write(Wish wish, boolean isUncertain) {
        AppendRequest request = wish.request();
        PostgresRecorder recorder = process.recorder();
        try {
            return switch (wish.way()) {
                case PLAIN, REUSING -> new Outcome.Recorded(recorder.append(request));
                case WITH_ROWS -> withRows(recorder, request);
                case WITHIN ->
                        isUncertain ? withRows(recorder, request) : within(recorder, request, true);
                case UNDONE -> within(recorder, request, false);
            };
        } catch (RuntimeException e) {
            return outcome(e, request);
        }
    }

    private Outcome withRows(PostgresRecorder recorder, AppendRequest request) {
        var appended =
                recorder.append(
                        request.withWork(lent -> rows.write(lent.as(Connection.class), request)));
        return new Outcome.Recorded(appended);
    }

    private Outcome within(PostgresRecorder recorder, AppendRequest request, boolean isCommitted) {
        Connection connection;
        try {
            connection = process.database().connect();
        } catch (SQLException e) {
            return new Outcome.NotWritten();
        }
        try {
            return on(connection, recorder, request, isCommitted);
        } finally {
            close(connection);
        }
    }

    private Outcome on(
            Connection connection,
            PostgresRecorder recorder,
            AppendRequest request,
            boolean isCommitted) {
        try {
            connection.setAutoCommit(false);
            rows.write(connection, request);
            AppendReceipt receipt = recorder.append(connection, request);
            if (isCommitted) {
                return committed(connection, recorder, receipt);
            }
            connection.rollback();
            return new Outcome.NotWritten();
        } catch (SQLException e) {
            // Nothing of it was committed.
            return new Outcome.NotWritten();
        }
    }

    // However that ends, what became of the transaction is known already.
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            return;
        }
    }

    private static Outcome committed(
            Connection connection, PostgresRecorder recorder, AppendReceipt receipt) {
        try {
            connection.commit();
        } catch (SQLException e) {
            return new Outcome.Unknown();
        }
        recorder.wake();
        return new Outcome.Recorded(receipt);
    }

    private static Outcome outcome(RuntimeException failure, AppendRequest request) {
        return switch (failure) {
            // What is said of a reused event id says of which.
            case IllegalArgumentException e when !isAboutAnEvent(e, request) ->
                    new Outcome.Strange(failure.toString());
            case OutcomeUnknownException e -> new Outcome.Unknown();
            case RecorderUnavailableException e -> new Outcome.NotWritten();
            case RecorderClosedException e -> new Outcome.NotWritten();
            // The rows met a connection that broke.
            case TransactionWorkFailedException e -> new Outcome.NotWritten();
            default ->
                    Rejection.of(failure)
                            .map(rejection -> (Outcome) new Outcome.Refused(rejection))
                            .orElseGet(() -> new Outcome.Strange(failure.toString()));
        };
    }

    private static boolean isAboutAnEvent(IllegalArgumentException failure, AppendRequest request) {
        String said = String.valueOf(failure.getMessage());
        return request.events().stream().anyMatch(event -> said.contains(event.id().toString()));
    }
}
