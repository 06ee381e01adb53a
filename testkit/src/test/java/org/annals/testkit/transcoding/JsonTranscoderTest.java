package org.annals.testkit.transcoding;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Transcoder;

final class JsonTranscoderTest extends TranscoderContract {
    @Override
    protected Transcoder transcoder() {
        return JsonTranscoder.create();
    }
}
