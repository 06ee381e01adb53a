package org.annals.postgres;

/**
 * Which events belong on a page, as pieces of a statement that has yet to fetch them. Their
 * parameters are in the order of the pieces. Immutable.
 *
 * @param with tables that the other pieces refer to, or nothing
 * @param first columns of {@code f}, one row that is made before events are looked for and that the
 *     other pieces refer to; each begins with a comma
 * @param positions selects the positions in their order, at most as many as the page may have
 * @param edge how far they were looked for, null for as far as was asked, or as the page is full
 * @param walked how many positions of a tag were looked at, or null if nobody asks
 */
record Matches(String with, String first, String positions, String edge, String walked) {
    static final String NULL = "NULL::bigint";
}
