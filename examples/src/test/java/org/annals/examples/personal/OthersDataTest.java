package org.annals.examples.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.Erasable;
import org.annals.encryption.SubjectKeys;
import org.annals.examples.RecorderKind;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;

/** What a state keeps of somebody else is erased with that somebody, in its snapshots too. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class OthersDataTest {
    private static final class Penpals extends Application {
        Penpals(Settings settings) {
            super(
                    settings,
                    Penpal.TYPE,
                    Snapshotting.of(Penpal.TYPE, SnapshotPolicy.every(2)).inline());
        }
    }

    private final Penpals penpals;

    OthersDataTest(RecorderKind recorder, @TempDir Path folder) {
        this.penpals =
                new Penpals(recorder.in(folder).using(SubjectKeys.class, SubjectKeys.inMemory()));
        Penpal ada = Penpal.named("ada", "Ada");
        ada.receive("bob", "Dear Ada");
        penpals.save(ada);
    }

    @AfterEach
    void close() {
        penpals.close();
    }

    private Penpal ada() {
        return penpals.repository().get(Penpal.class, "ada");
    }

    private void assertThatItIsOfASnapshot(long version) {
        assertThat(penpals.events().recorder().snapshotVersions("ada", "Penpal.State"))
                .contains(version);
    }

    @Test
    void whatIsReadSaysWhoseItIs() {
        assertThatItIsOfASnapshot(2);
        assertThat(ada().state().name().findSubject()).contains("ada");
        assertThat(ada().state().letter().findSubject()).contains("bob");
        assertThat(Erasable.of("new").findSubject()).isEmpty();
    }

    @Test
    void aSnapshotLosesWhatItHasOfAnErasedFriendAndNothingElse() {
        assertThatItIsOfASnapshot(2);

        penpals.erase("bob");

        assertThat(ada().state())
                .isEqualTo(new Penpal.State(Erasable.of("Ada"), Erasable.erased()));
    }

    @Test
    void aSnapshotKeepsWhatItHasOfAFriendWhenItsOwnSubjectIsErased() {
        penpals.erase("ada");

        assertThat(ada().state())
                .isEqualTo(new Penpal.State(Erasable.erased(), Erasable.of("Dear Ada")));
    }

    @Test
    void aSnapshotThatWasTakenFromAnotherDoesTheSame() {
        Penpal ada = ada();
        ada.rename("Ada L.");
        ada.rename("Ada");
        penpals.save(ada);
        assertThatItIsOfASnapshot(4);

        penpals.erase("bob");

        assertThat(ada().state())
                .isEqualTo(new Penpal.State(Erasable.of("Ada"), Erasable.erased()));
    }
}
