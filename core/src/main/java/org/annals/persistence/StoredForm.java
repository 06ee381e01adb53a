package org.annals.persistence;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * The form of {@link StoredEvent#data()}: three bytes that say how the rest was made, and the rest.
 *
 * <table>
 * <caption>Version 1</caption>
 * <tr><th>byte</th><th>is</th><th>values</th></tr>
 * <tr><td>0</td><td>version of this form</td><td>1</td></tr>
 * <tr><td>1</td><td>compressor</td><td>0: none</td></tr>
 * <tr><td>2</td><td>cipher; one other than 0 is followed by its key id and nonce</td><td>0: none</td></tr>
 * <tr><td>3 …</td><td>what the transcoder made, compressed, encrypted</td><td></td></tr>
 * </table>
 *
 * <p>Since every event says how it was made, settings can change without anything being rewritten.
 * Unknown values are errors: nothing is tried in turn.
 */
public final class StoredForm {
    /** The version that is written. */
    public static final int VERSION = 1;

    /** The number of bytes before what the transcoder made, where nothing was encrypted. */
    public static final int HEADER_LENGTH = 3;

    private static final int PLAIN = 0;

    private StoredForm() {}

    /** Returns encoded bytes neither compressed nor encrypted. */
    static Bytes plain(byte[] encoded) {
        byte[] data = new byte[HEADER_LENGTH + encoded.length];
        data[0] = VERSION;
        System.arraycopy(encoded, 0, data, HEADER_LENGTH, encoded.length);
        return Bytes.handOver(data);
    }

    /** Returns what the transcoder made. */
    static byte[] encoded(Bytes data, UUID eventId, Supplier<String> where) {
        if (data.length() < HEADER_LENGTH) {
            throw new UnreadableEventException(
                    eventId,
                    where.get(),
                    "its data ends after %d bytes, within the header.".formatted(data.length()),
                    null);
        }
        require(data.at(0), VERSION, "version of the stored form", eventId, where);
        require(data.at(1), PLAIN, "compressor", eventId, where);
        require(data.at(2), PLAIN, "cipher", eventId, where);
        return data.toArray(HEADER_LENGTH);
    }

    private static void require(
            byte actual, int known, String what, UUID eventId, Supplier<String> where) {
        if (actual != known) {
            throw new UnreadableEventException(
                    eventId,
                    where.get(),
                    "its %s is %d, which this release does not know. Read it with the release and settings that wrote it."
                            .formatted(what, Byte.toUnsignedInt(actual)),
                    null);
        }
    }
}
