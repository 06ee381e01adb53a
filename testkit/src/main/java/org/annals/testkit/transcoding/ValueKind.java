package org.annals.testkit.transcoding;

/** What a component of an event may be, as far as contracts ask for it. */
public enum ValueKind {
    /** A {@code String}. */
    TEXT,
    /** A {@code boolean}. */
    TRUTH,
    /** An {@code int} or a {@code long}. */
    WHOLE,
    /** A {@code double}. */
    REAL,
    /** A {@code BigInteger}. */
    INTEGER,
    /** A {@code BigDecimal}. */
    DECIMAL,
    /** A {@code UUID}. */
    ID,
    /** An {@code Instant}. */
    INSTANT,
    /** A {@code LocalDate}. */
    DATE,
    /** A {@code Duration}. */
    DURATION,
    /** A constant of an enum. */
    CONSTANT,
    /** A {@code byte[]}. */
    BYTES,
    /** An {@code Optional}. */
    OPTIONAL,
    /** A {@code List}. */
    LIST,
    /** A {@code Set}. */
    SET,
    /** A {@code Map} whose keys are text. */
    MAP,
    /** A record. */
    RECORD,
    /** A record of those that a sealed interface permits. */
    CHOICE,
    /** Nothing, where the component says that it may be null. */
    ABSENT
}
