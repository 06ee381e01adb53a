package org.annals.examples.guide;

import org.annals.testkit.samples.EventSamples;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** The code of docs/guide/schema-lock.md. */
final class EventSamplesTest {
    // @start region="replay"
    @Test
    void allThatWasEverStoredIsRead() {
        EventSamples.in(Path.of("src/test/events")).replay(Parrot.TYPE, Aviary.HISTORY);
    }
    // @end
}
