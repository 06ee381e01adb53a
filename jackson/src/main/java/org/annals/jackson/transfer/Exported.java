package org.annals.jackson.transfer;

/**
 * What an export has written. Immutable.
 *
 * @param events how many
 * @param head the position of the last one, after which another export may begin
 * @param upstreams how many logs this one had followed
 * @param sha256 the checksum in the file's last line, in hexadecimal digits
 */
public record Exported(long events, long head, int upstreams, String sha256) {}
