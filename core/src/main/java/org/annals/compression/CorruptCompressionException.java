package org.annals.compression;

import org.annals.domain.EventSourcingException;

/**
 * Compressed bytes are not what a compressor made: they are malformed, cut, or followed by others.
 */
public final class CorruptCompressionException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param compressedLength the number of compressed bytes
     * @param why what is wrong, without any content
     */
    public CorruptCompressionException(int compressedLength, String why) {
        super(
                "%d compressed bytes are corrupt: %s. Restore them from a backup."
                        .formatted(compressedLength, why),
                null);
    }
}
