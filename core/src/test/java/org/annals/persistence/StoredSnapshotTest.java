package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.UUID;

final class StoredSnapshotTest {
    private static final UUID ID = new UUID(7, 1);

    private static StoredSnapshot of(String subject, String type, int stateVersion, long version) {
        return new StoredSnapshot(ID, subject, type, stateVersion, version, Bytes.empty());
    }

    @Test
    void snapshotsOfTheSameBytesAreEqual() {
        Bytes data = Bytes.copyOf(new byte[] {1, 2});
        var snapshot = new StoredSnapshot(ID, "dog-7", "Dog.State", 1, 5, data);

        assertThat(snapshot)
                .isEqualTo(
                        new StoredSnapshot(
                                ID, "dog-7", "Dog.State", 1, 5, Bytes.copyOf(new byte[] {1, 2})));
        assertThat(snapshot.toString()).contains("dog-7", "Bytes[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "a\0b", "a\ud83d", "\ude00a"})
    void aSubjectOrTypeThatIsBlankOrCannotBeStoredIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(text, "Dog.State", 1, 1))
                .withMessageContaining("subject of a snapshot");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("dog-7", text, 1, 1))
                .withMessageContaining("type of a snapshot");
    }

    @Test
    void aSubjectMayHaveSoManyBytesAndNoMore() {
        assertThat(of("\u00df".repeat(512), "Dog.State", 1, 1).subject()).hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("\u00df".repeat(512) + "s", "Dog.State", 1, 1))
                .withMessageContainingAll("1025", "1024");
    }

    @Test
    void versionsBeginWithOne() {
        assertThat(of("dog-7", "Dog.State", Integer.MAX_VALUE, Long.MAX_VALUE).version())
                .isEqualTo(Long.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("dog-7", "Dog.State", 0, 1))
                .withMessageContaining("0 cannot be the version of a state");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("dog-7", "Dog.State", 1, 0))
                .withMessageContainingAll("'dog-7'", "version 0");
    }
}
