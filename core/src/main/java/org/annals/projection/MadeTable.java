package org.annals.projection;

import org.annals.persistence.RecorderUnavailableException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/**
 * A table that is made if it is not there, in any database that has JDBC. Immutable.
 *
 * @param name of the table, checked
 * @param purpose what it is for, as a plural
 * @param columns in parentheses, and what else stands there
 */
record MadeTable(String name, String purpose, String columns) {
    void makeIn(DataSource database) {
        try (Connection connection = database.getConnection()) {
            if (!isIn(connection)) {
                make(connection);
            }
        } catch (SQLException e) {
            throw new RecorderUnavailableException(
                    "The table '%s' for the %s of views is not there and cannot be made. Check that the database runs, and what its user may do."
                            .formatted(name, purpose),
                    e);
        }
    }

    private void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE %s %s".formatted(name, columns));
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            endTransaction(connection);
            // Another may have made it meanwhile.
            if (!isIn(connection)) {
                throw e;
            }
        }
    }

    private boolean isIn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none =
                        statement.executeQuery("SELECT * FROM %s WHERE 1 = 0".formatted(name))) {
            return !none.next();
        } catch (SQLException e) {
            endTransaction(connection);
            return false;
        }
    }

    // A database may refuse everything else once a statement has failed.
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }
}
