package org.annals.testkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.ServiceLoader;

/** Which transcoder tests are given. */
final class PathTranscoderTest {
    @Test
    void theOneOnThePathIsFound() {
        assertThat(PathTranscoder.find()).isInstanceOf(JsonTranscoder.class);
    }

    @Test
    void withoutATranscoderTheRemedyIsNamed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PathTranscoder.only(List.of()))
                .withMessageContaining("annals-jackson");
    }

    @Test
    void severalTranscodersAreNamed() {
        var found = ServiceLoader.load(Transcoder.class).stream().toList().getFirst();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PathTranscoder.only(List.of(found, found)))
                .withMessageContaining(JsonTranscoder.class.getName());
    }
}
