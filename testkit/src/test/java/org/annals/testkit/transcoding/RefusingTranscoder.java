package org.annals.testkit.transcoding;

import org.annals.persistence.Fields;
import org.annals.persistence.TranscodingException;
import org.annals.persistence.TreeTranscoder;

/** A transcoder that refuses whatever it is given. */
final class RefusingTranscoder implements TreeTranscoder {
    private static TranscodingException no() {
        return new TranscodingException("no", null);
    }

    @Override
    public byte[] encode(Object object) {
        throw no();
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
        throw no();
    }

    @Override
    public Fields toFields(byte[] bytes) {
        throw no();
    }

    @Override
    public byte[] encodeFields(Fields fields) {
        throw no();
    }
}
