package org.annals.persistence;

import java.util.function.Function;

/**
 * The form of {@link StoredEvent#data()} and {@link StoredSnapshot#data()}: three bytes that say
 * how the rest was made, and the rest.
 *
 * <table>
 * <caption>Version 1</caption>
 * <tr><th>byte</th><th>is</th><th>values</th></tr>
 * <tr><td>0</td><td>version of this form</td><td>1</td></tr>
 * <tr><td>1</td><td>compressor</td><td>0: none; otherwise its id</td></tr>
 * <tr><td>2</td><td>cipher</td><td>0: none; otherwise its id</td></tr>
 * <tr><td>3 …</td><td>what the transcoder made, and before it, in a snapshot, the times of the first
 * and the last event, in microseconds since 1970, 8 bytes each; compressed in the form that {@link
 * org.annals.compression} describes; then encrypted in the form that {@link org.annals.encryption}
 * describes</td><td></td></tr>
 * </table>
 *
 * <p>Encrypted data is bound to what is stored in the clear beside it. Its associated data is, one
 * after the other, numbers big-endian, texts as their length in UTF-8 in four bytes and the UTF-8:
 * version of this form, kind (1: event, 2: snapshot; 3 and 4: {@link PersonalData} in an event and
 * in a snapshot), compressor and cipher, each one byte; log id and the event's or snapshot's id,
 * each 16 bytes. Then, of an event: one byte, 1 if there is an aggregate, and then its id and
 * version (8 bytes); type and schema version (4); number of tags (4), and key and value of each, in
 * order; time in microseconds since 1970 (8); number of entries of metadata (4), and key and value
 * of each, in the order of {@link String#compareTo}. Of a snapshot: subject; type and state version
 * (4); version (8). The cipher adds the id of its key.
 *
 * <p>Since all data says how it was made, settings can change without anything being rewritten.
 * Unknown values are errors: nothing is tried in turn.
 */
public final class StoredForm {
    /** The version that is written. */
    public static final int VERSION = 1;

    /** The number of bytes before the rest. */
    public static final int HEADER_LENGTH = 3;

    static final int COMPRESSOR = 1;
    static final int CIPHER = 2;
    static final int NONE = 0;

    private StoredForm() {}

    static Bytes of(int compressor, int cipher, byte[] body) {
        byte[] data = new byte[HEADER_LENGTH + body.length];
        data[0] = VERSION;
        data[COMPRESSOR] = (byte) compressor;
        data[CIPHER] = (byte) cipher;
        System.arraycopy(body, 0, data, HEADER_LENGTH, body.length);
        return Bytes.handOver(data);
    }

    /** Requires a header of this version. */
    static void requireKnown(Bytes data, Function<String, RuntimeException> fault) {
        if (data.length() < HEADER_LENGTH) {
            throw fault.apply(
                    "its data ends after %d bytes, within the header.".formatted(data.length()));
        }
        if (data.at(0) != VERSION) {
            throw fault.apply(
                    "its version of the stored form is %d, which this release does not know. Read it with the release that wrote it."
                            .formatted(Byte.toUnsignedInt(data.at(0))));
        }
    }
}
