package org.annals.jackson.transfer;

/**
 * What an import has found in its file. Immutable.
 *
 * @param present how many events were in the log already, and the same
 * @param appended how many events were written
 * @param head the position of the file's last event
 * @param upstreams how many places in upstream logs the file has
 * @param sha256 the checksum in the file's last line, in hexadecimal digits
 */
public record Imported(long present, long appended, long head, int upstreams, String sha256) {}
