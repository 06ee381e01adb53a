package org.annals.jackson.transfer;

import org.annals.persistence.LogIdentity;

/**
 * The first line of a file: which log it is of. Immutable.
 *
 * @param after the position after which it begins
 */
record Header(LogIdentity identity, long after) {
    static final String FORMAT = "annals-log";
    static final int VERSION = 1;
}
