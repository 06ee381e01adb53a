package org.annals.jackson.transfer;

/**
 * The last line of a file. Immutable.
 *
 * @param events how many lines of events there are
 * @param head the position of the last one, or that after which the file begins
 * @param sha256 of all bytes before the footer, in hexadecimal digits
 */
record Footer(long events, long head, String sha256) {}
