package org.annals.examples.compact;

import org.annals.persistence.Transcoder;
import org.annals.testkit.transcoding.TranscoderContract;
import org.annals.testkit.transcoding.ValueKind;

import java.util.Set;

final class CompactTranscoderTest extends TranscoderContract {
    static final Set<ValueKind> KINDS =
            Set.of(
                    ValueKind.TEXT,
                    ValueKind.TRUTH,
                    ValueKind.WHOLE,
                    ValueKind.ID,
                    ValueKind.INSTANT,
                    ValueKind.CONSTANT,
                    ValueKind.OPTIONAL,
                    ValueKind.LIST,
                    ValueKind.RECORD);

    @Override
    protected Transcoder transcoder() {
        return new CompactTranscoder();
    }

    @Override
    protected Set<ValueKind> kinds() {
        return KINDS;
    }
}
