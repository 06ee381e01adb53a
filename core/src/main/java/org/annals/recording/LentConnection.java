package org.annals.recording;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A recorder's connection in a user's hands: it cannot end the transaction, and is taken back by
 * closing this, with every statement that was made on it. For recorders on SQL databases; confined
 * to the thread of the append.
 *
 * <p>It keeps mistakes away, not malice: a recorder should ask its database afterwards whether the
 * transaction is still open.
 */
public final class LentConnection implements AutoCloseable {
    private static final Set<String> REFUSED =
            Set.of(
                    "abort",
                    "close",
                    "commit",
                    "rollback",
                    "setAutoCommit",
                    "setReadOnly",
                    "setTransactionIsolation",
                    "unwrap");
    private static final Pattern ENDS_TRANSACTION =
            Pattern.compile(
                    "\\s*(?:(?:--[^\\n]*\\n|/\\*.*?\\*/)\\s*)*(?:COMMIT|END|ABORT|BEGIN|START\\s+TRANSACTION|PREPARE\\s+TRANSACTION|ROLLBACK(?!\\s+(?:WORK\\s+|TRANSACTION\\s+)?TO\\b))\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    // The most special first.
    private static final List<Class<? extends Statement>> STATEMENTS =
            List.of(CallableStatement.class, PreparedStatement.class, Statement.class);

    private final Connection lender;
    private final Connection connection;
    private final Set<Statement> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final BooleanSupplier inTransaction;
    private final boolean watching;
    private boolean returned;
    private boolean begun;
    private boolean batched;
    // Why nothing more can be done, once a statement has ended the transaction.
    private @Nullable String over;

    /**
     * Lends a connection whose database may undo the whole transaction when a statement fails: what
     * follows would be committed by itself, and is refused.
     *
     * @param inTransaction tells whether the transaction is still open; asked after each failure
     */
    public LentConnection(Connection lender, BooleanSupplier inTransaction) {
        this(lender, inTransaction, false);
    }

    /**
     * Lends a connection that takes several statements at once, one of which may end the
     * transaction: what follows is refused, and {@link #hasEndedTransaction} tells of it.
     *
     * @param inTransaction tells whether the transaction is open; asked after each statement, so it
     *     should be quick, and may say no before the first
     */
    public static LentConnection watched(Connection lender, BooleanSupplier inTransaction) {
        return new LentConnection(lender, inTransaction, true);
    }

    private LentConnection(Connection lender, BooleanSupplier inTransaction, boolean watching) {
        this.lender = lender;
        this.inTransaction = inTransaction;
        this.watching = watching;
        this.connection =
                proxy(Connection.class, (method, arguments) -> onConnection(method, arguments));
    }

    /** Returns whether a statement has ended the transaction while it was lent. */
    public boolean hasEndedTransaction() {
        return over != null;
    }

    /** Returns what the user is given. */
    public Connection connection() {
        return connection;
    }

    private @Nullable Object onConnection(Method method, @Nullable Object[] arguments)
            throws Throwable {
        requireLent();
        boolean savepoint = method.getName().equals("rollback") && arguments.length == 1;
        if (REFUSED.contains(method.getName()) && !savepoint) {
            throw refused("'" + method.getName() + "'");
        }
        requireHarmless(arguments);
        Object result = invoke(method, lender, arguments);
        return result instanceof Statement made ? lent(made) : result;
    }

    private Statement lent(Statement made) {
        open.add(made);
        Class<? extends Statement> type =
                STATEMENTS.stream().filter(each -> each.isInstance(made)).findFirst().orElseThrow();
        return proxy(type, (method, arguments) -> onStatement(made, method, arguments));
    }

    private @Nullable Object onStatement(
            Statement made, Method method, @Nullable Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "getConnection" -> {
                return connection;
            }
            case "unwrap" -> throw refused("'unwrap'");
            case "close" -> open.remove(made);
            default -> {
                requireLent();
                if (method.getName().startsWith("execute") || method.getName().equals("addBatch")) {
                    requireHarmless(arguments);
                }
            }
        }
        Object result = invoke(method, made, arguments);
        watch(method.getName());
        return result;
    }

    private void watch(String method) throws SQLException {
        switch (method) {
            case "addBatch" -> batched = true;
            case "clearBatch" -> batched = false;
            // Without a batch nothing is sent, and no transaction begun.
            case "executeBatch", "executeLargeBatch" -> requireUnended(batched);
            default -> requireUnended(method.startsWith("execute"));
        }
    }

    private void requireUnended(boolean executed) throws SQLException {
        if (!watching || !executed) {
            return;
        }
        if (inTransaction.getAsBoolean()) {
            begun = true;
            return;
        }
        over =
                "A statement has ended the transaction, which is for the append to end: what was written before it is committed, and the events are not.";
        throw new SQLException(over);
    }

    private void requireLent() throws SQLException {
        if (returned) {
            throw new SQLException(
                    "This connection was lent for one append, which is over. Use it within the work only.");
        }
        if (over != null) {
            throw new SQLException(over);
        }
    }

    private static void requireHarmless(@Nullable Object[] arguments) throws SQLException {
        if (arguments.length > 0
                && arguments[0] instanceof String sql
                && ENDS_TRANSACTION.matcher(sql).matches()) {
            throw refused("Beginning or ending a transaction");
        }
    }

    private static SQLException refused(String what) {
        return new SQLException(
                "%s is not for this connection: it is lent for one append, which commits rows and events together."
                        .formatted(what));
    }

    /** Takes the connection back: its statements are closed, and every later call is refused. */
    @Override
    public void close() {
        returned = true;
        open.forEach(LentConnection::closeQuietly);
        open.clear();
    }

    private static void closeQuietly(Statement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // It was of the user's making; the transaction tells what matters.
            return;
        }
    }

    @FunctionalInterface
    private interface Call {
        @Nullable Object on(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        LentConnection.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                call.on(method, arguments == null ? new Object[0] : arguments)));
    }

    private @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException && !returned) {
                failed();
            }
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void failed() {
        boolean mayBeOver = over == null && (begun || !watching);
        if (mayBeOver && !inTransaction.getAsBoolean()) {
            over =
                    "A statement has failed, and with it the database has undone the transaction. Let the work end with that failure.";
        }
    }
}
