package org.annals.testkit.transcoding;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Fields;
import org.annals.persistence.TreeTranscoder;

/** JSON, for defects to be made by overriding. */
class AlmostJson implements TreeTranscoder {
    private final JsonTranscoder json;

    AlmostJson() {
        this(JsonTranscoder.create());
    }

    AlmostJson(JsonTranscoder json) {
        this.json = json;
    }

    @Override
    public byte[] encode(Object object) {
        return json.encode(object);
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
        return json.decode(bytes, type);
    }

    @Override
    public Fields toFields(byte[] bytes) {
        return json.toFields(bytes);
    }

    @Override
    public byte[] encodeFields(Fields fields) {
        return json.encodeFields(fields);
    }
}
