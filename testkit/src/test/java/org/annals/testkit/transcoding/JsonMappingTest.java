package org.annals.testkit.transcoding;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Transcoder;

final class JsonMappingTest extends MappingContract {
    @Override
    protected Transcoder transcoder() {
        return JsonTranscoder.create();
    }
}
