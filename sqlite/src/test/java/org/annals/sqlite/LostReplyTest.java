package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.Tracking;
import org.annals.recording.GroupCommit;
import org.annals.recording.LogName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A commit whose reply is an I/O error: it happened, or it did not. */
final class LostReplyTest {
    private static final int IOERR = 10;
    private static final LogName NAME = LogName.of("School");

    private @TempDir Path folder;
    private Sqlite options = Sqlite.inMemory("unused");

    @BeforeEach
    void createTables() {
        options = Sqlite.file(folder.resolve("log.db"));
        options.open("School").close();
    }

    @Test
    void aCommitThatHappenedIsAnsweredWithItsReceipt() throws SQLException {
        try (var commit = committing(CommitFault.AFTER)) {
            var first = AppendRequest.of(List.of(Samples.event("t"), Samples.event("u")));

            assertThat(commit.append(first)).isEqualTo(new AppendReceipt(1, 2));
            assertThat(commit.append(AppendRequest.of(List.of(Samples.event("t")))).first())
                    .isEqualTo(3);
            assertThat(commit.append(first)).isEqualTo(new AppendReceipt(1, 2));
        }
    }

    @Test
    void aCommitThatDidNotHappenIsRepeated() throws SQLException {
        try (var commit = committing(CommitFault.BEFORE)) {
            var request = AppendRequest.of(List.of(Samples.event("t")));

            assertThat(commit.append(request)).isEqualTo(new AppendReceipt(1, 1));
        }
        try (var recorder = options.open("School")) {
            assertThat(recorder.head()).isEqualTo(1);
        }
    }

    @Test
    void anAppendWithoutEventsCannotBeSettledByIdsAndIsUnknown() throws SQLException {
        try (var commit = committing(CommitFault.AFTER)) {
            var tracking = AppendRequest.of(List.of()).withTracking(Tracking.of("up", 5));

            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> commit.append(tracking))
                    .withMessageContaining("Repeat it with the same event ids");
        }
        try (var recorder = options.open("School")) {
            assertThat(recorder.trackedPosition("up")).isEqualTo(5);
        }
    }

    private enum CommitFault {
        BEFORE,
        AFTER
    }

    private GroupCommit committing(CommitFault fault) throws SQLException {
        var connections = new Connections(options);
        var writer =
                new SqliteWriter(
                        connections,
                        faulty(connections.openForWriting(), fault),
                        NAME,
                        new LogReads(NAME, Limits.defaults()),
                        null,
                        Turn.at(options.location()),
                        new SqliteWriter.WakeUps(() -> {}, () -> {}));
        return new GroupCommit("faulty", Duration.ofSeconds(10), writer);
    }

    private static Connection faulty(Connection connection, CommitFault fault) {
        return (Connection)
                Proxy.newProxyInstance(
                        LostReplyTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            Object result = invoke(connection, method, arguments);
                            boolean commits =
                                    method.getName().equals("prepareStatement")
                                            && "COMMIT".equals(arguments[0]);
                            return commits ? failing((PreparedStatement) result, fault) : result;
                        });
    }

    private static PreparedStatement failing(PreparedStatement commit, CommitFault fault) {
        return (PreparedStatement)
                Proxy.newProxyInstance(
                        LostReplyTest.class.getClassLoader(),
                        new Class<?>[] {PreparedStatement.class},
                        (proxy, method, arguments) -> {
                            if (!method.getName().equals("execute")) {
                                return invoke(commit, method, arguments);
                            }
                            if (fault == CommitFault.AFTER) {
                                commit.execute();
                            }
                            throw new SQLException("disk I/O error", "", IOERR);
                        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
