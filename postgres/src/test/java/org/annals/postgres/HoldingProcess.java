package org.annals.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Appends in a transaction of its own, says so, and commits when it is told to. */
final class HoldingProcess {
    private HoldingProcess() {}

    public static void main(String[] args) throws Exception {
        var address = ServerAddress.parse(args[0]);
        try (var recorder = Postgres.url(args[0]).open("School");
                Connection connection =
                        address.dataSource(Background.DEADLINE)
                                .getConnection(address.user(), address.password().get())) {
            connection.setAutoCommit(false);
            recorder.append(connection, Samples.request(Samples.fact("theirs")));
            System.out.println("holding");
            System.in.read();
            try {
                connection.commit();
                System.out.println("committed");
            } catch (SQLException e) {
                System.out.println("lost " + e.getSQLState());
            }
        }
    }
}
