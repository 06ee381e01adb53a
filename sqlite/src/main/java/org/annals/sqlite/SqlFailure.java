package org.annals.sqlite;

import java.sql.SQLException;

/** Carries a driver's exception through code that may not throw it, to where it is translated. */
final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    SqlFailure(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    SQLException failure() {
        return failure;
    }
}
