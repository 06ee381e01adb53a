package org.annals.examples.compact;

import org.annals.persistence.Transcoder;
import org.annals.testkit.transcoding.MappingContract;
import org.annals.testkit.transcoding.ValueKind;

import java.util.Set;

final class CompactMappingTest extends MappingContract {
    @Override
    protected Transcoder transcoder() {
        return new CompactTranscoder();
    }

    @Override
    protected Set<ValueKind> kinds() {
        return CompactTranscoderTest.KINDS;
    }
}
