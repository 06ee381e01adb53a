package org.annals.testkit.transcoding;

import org.annals.persistence.Fields;
import org.annals.persistence.TreeTranscoder;

/** A transcoder that does nothing. */
final class IdleTranscoder implements TreeTranscoder {
    @Override
    public byte[] encode(Object object) {
        return new byte[0];
    }

    @Override
    @SuppressWarnings("NullAway")
    public <T> T decode(byte[] bytes, Class<T> type) {
        return null;
    }

    @Override
    public Fields toFields(byte[] bytes) {
        return Fields.empty();
    }

    @Override
    public byte[] encodeFields(Fields fields) {
        return new byte[0];
    }
}
