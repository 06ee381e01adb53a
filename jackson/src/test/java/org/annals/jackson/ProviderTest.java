package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.Transcoder;
import org.junit.jupiter.api.Test;

import java.util.ServiceLoader;

final class ProviderTest {
    @Test
    void theTranscoderIsFoundOnThePath() {
        assertThat(ServiceLoader.load(Transcoder.class))
                .hasSize(1)
                .allMatch(JsonTranscoder.class::isInstance);
    }
}
