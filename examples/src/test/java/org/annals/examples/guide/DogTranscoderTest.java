package org.annals.examples.guide;

// @start region="contract"
import org.annals.persistence.Transcoder;
import org.annals.testkit.transcoding.TranscoderContract;
import org.annals.testkit.transcoding.ValueKind;

import java.util.List;
import java.util.Set;

final class DogTranscoderTest extends TranscoderContract {
    @Override
    protected Transcoder transcoder() {
        return new DogTranscoder();
    }

    @Override
    protected Set<ValueKind> kinds() {
        return Set.of();
    }

    @Override
    protected List<Object> examples() {
        return List.of(new Dog.Event.Registered("Zoë 🐕"), new Dog.Event.TrickAdded(""));
    }
}
// @end
