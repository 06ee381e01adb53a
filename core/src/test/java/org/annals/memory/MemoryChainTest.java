package org.annals.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.integrity.ChainVerification;
import org.annals.integrity.LogNotChainedException;
import org.annals.persistence.Bytes;
import org.annals.persistence.Limits;
import org.annals.persistence.StoredEvent;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;

final class MemoryChainTest {
    private static StoredEvent event(int number) {
        return new StoredEvent(
                new UUID(1, number),
                null,
                "t",
                1,
                List.of(),
                StoredEvent.instantOf(number),
                Map.of(),
                Bytes.empty());
    }

    @Test
    void aChainedLogIsIntact() {
        try (var recorder = MemoryRecorder.openChained("School", Limits.defaults())) {
            for (int i = 0; i < 2_500; i++) {
                recorder.append(List.of(event(i)));
            }

            assertThat(ChainVerification.of(recorder).verify().orThrow().head()).isEqualTo(2_500);
            assertThat(recorder.readChain(Long.MAX_VALUE, 1)).isEmpty();
        }
    }

    @Test
    void aLogThatWasAdoptedIsChainedFromItsNewId() {
        try (var recorder = MemoryRecorder.openChained("School", Limits.defaults())) {
            recorder.adopt(new UUID(7, 1), new UUID(7, 2));
            recorder.append(List.of(event(1), event(2)));

            assertThat(ChainVerification.of(recorder).verify().orThrow().head()).isEqualTo(2);
        }
    }

    @Test
    void aLogWithoutAChainIsRefused() {
        try (var recorder = MemoryRecorder.open("School")) {
            assertThatExceptionOfType(LogNotChainedException.class)
                    .isThrownBy(() -> ChainVerification.of(recorder))
                    .withMessageContaining("'School'");
        }
    }

    @Test
    void aSettingAsksForAChain() {
        var settings = Settings.only(Map.of("HASH_CHAIN", "y")).named("School");
        try (var recorder = new MemoryModule().open(settings)) {
            assertThat(ChainVerification.of(recorder).verify().orThrow().head()).isZero();
        }
    }
}
