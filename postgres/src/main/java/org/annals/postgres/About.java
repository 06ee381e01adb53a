package org.annals.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * What the connections of a data source have in common when they come. Immutable.
 *
 * @param where the database is, for messages
 * @param networkTimeout in milliseconds, 0 for none
 */
record About(String where, boolean autoCommit, int networkTimeout) {
    /** Opens a connection, and looks. */
    static About of(DataSource source) {
        try (Connection connection = source.getConnection()) {
            String url = connection.getMetaData().getURL();
            // Parameters may hold a password.
            int parameters = url.indexOf('?');
            String where =
                    url.substring(0, parameters < 0 ? url.length() : parameters)
                            .replaceFirst("^jdbc:postgresql:(//)?", "");
            return new About(where, connection.getAutoCommit(), connection.getNetworkTimeout());
        } catch (SQLException e) {
            throw PostgresErrors.notConnected(e, "The database of the data source");
        }
    }
}
