package org.annals.examples.selftest;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Something that is known to be wrong, on which the hunter must show that it finds what it is
 * looking for. It does nothing about the library.
 */
interface Control {
    /**
     * What became of a control. Immutable.
     *
     * @param what is known to be wrong
     * @param isCaught whether it was seen to fail
     * @param seen how
     * @param took until then
     */
    record Result(String what, boolean isCaught, String seen, Duration took) {}

    /**
     * Runs until it has been seen to fail, for some seconds at most.
     *
     * @param isBrokenOff whether nobody wants to know any more
     */
    Result run(BooleanSupplier isBrokenOff) throws SQLException, InterruptedException;
}
