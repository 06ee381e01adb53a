package org.annals.testkit.transcoding;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.TreeTranscoder;

final class JsonTreeTranscoderTest extends TreeTranscoderContract {
    @Override
    protected TreeTranscoder transcoder() {
        return JsonTranscoder.create();
    }
}
