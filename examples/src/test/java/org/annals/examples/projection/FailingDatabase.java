package org.annals.examples.projection;

import org.annals.examples.UrlDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/** A database whose commits lose their replies, or which is away, so many times. */
final class FailingDatabase {
    private final DataSource database;
    private final AtomicInteger lostReplies = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger notRestored = new AtomicInteger();

    FailingDatabase(String url) {
        this.database = new UrlDataSource(url);
    }

    void loseReplies(int commits) {
        lostReplies.set(commits);
    }

    void refuse(int connections) {
        refusals.set(connections);
    }

    /** Returns how many connections were not closed, or not as they were. */
    int leftBehind() {
        return open.get() + notRestored.get();
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                database,
                method -> {
                    if (method.equals("getConnection") && isDue(refusals)) {
                        throw new SQLException("away on purpose", "08001");
                    }
                });
    }

    private static boolean isDue(AtomicInteger times) {
        return times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private interface Before {
        void call(String method) throws SQLException;
    }

    private <T> T proxy(Class<T> type, T target, Before before) {
        return type.cast(
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            before.call(method.getName());
                            try {
                                Object result = method.invoke(target, arguments);
                                return after(method.getName(), result);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }

    private Object after(String method, Object result) throws SQLException {
        if (method.equals("commit") && isDue(lostReplies)) {
            throw new SQLException("reply lost on purpose", "08006");
        }
        if (!(result instanceof Connection connection)) {
            return result;
        }
        open.incrementAndGet();
        return proxy(
                Connection.class,
                connection,
                called -> {
                    if (called.equals("close")) {
                        open.decrementAndGet();
                        notRestored.addAndGet(connection.getAutoCommit() ? 0 : 1);
                    }
                });
    }
}
