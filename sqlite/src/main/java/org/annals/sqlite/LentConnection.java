package org.annals.sqlite;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The writer's connection in a user's hands: it cannot end the transaction, and is taken back. */
final class LentConnection implements AutoCloseable {
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

    private final Connection lender;
    private final Connection connection;
    private boolean returned;

    LentConnection(Connection lender) {
        this.lender = lender;
        this.connection =
                (Connection)
                        Proxy.newProxyInstance(
                                LentConnection.class.getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (proxy, method, arguments) -> call(method, arguments));
    }

    Connection connection() {
        return connection;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        if (returned) {
            throw new SQLException(
                    "This connection was lent for one append, which is over. Use it within the work only.");
        }
        if (REFUSED.contains(method.getName())) {
            throw new SQLException(
                    "'%s' is not for this connection: it is lent for one append, which commits rows and events together."
                            .formatted(method.getName()));
        }
        try {
            return method.invoke(lender, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public void close() {
        returned = true;
    }
}
