package org.annals.compression;

import org.annals.domain.EventSourcingException;

/**
 * Compressed bytes would become more than may come out. Decompression stopped there, so this cost
 * no more memory than what is within the limit.
 */
public final class InflationLimitException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param compressedLength the number of compressed bytes
     * @param limit how many bytes might come out
     */
    public InflationLimitException(int compressedLength, int limit) {
        super(
                "%d compressed bytes would become more than the limit of %d. If they are known to be good, read them with a higher limit."
                        .formatted(compressedLength, limit),
                null);
    }
}
