package org.annals.projection;

import static org.annals.projection.Tricks.TRICKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.Application;
import org.annals.application.NoticeListener;
import org.annals.domain.Dog;
import org.annals.domain.Dog.Event.TrickAdded;
import org.annals.following.Upstream;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Views that are written with each save. */
final class InlineProjectionTest {
    /** A school whose counts are always those of its events. */
    // @start region="inline"
    static final class CountingSchool extends Application {
        CountingSchool(Settings settings, Projection<?> tricks) {
            super(settings, Dog.TYPE);
            alsoWrite(tricks.inline(events().recorder()));
        }

        // @end
        MemoryRecorder recorder() {
            return (MemoryRecorder) events().recorder();
        }
    }

    private final List<AutoCloseable> opened = new ArrayList<>();

    private CountingSchool school(Projection<?> projection) {
        var school =
                new CountingSchool(
                        Settings.only(Map.of())
                                .using(Transcoder.class, new RememberingTranscoder())
                                .using(NoticeListener.class, notice -> {}),
                        projection);
        opened.add(school);
        return school;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static Dog fido() {
        Dog fido = Dog.register("Fido");
        fido.addTrick("sit");
        return fido;
    }

    @Test
    void theViewIsThereWhenTheSaveReturns() {
        CountingSchool school = school(TRICKS);
        school.save(fido());

        assertThat(Tricks.counted(school.recorder(), "dogs")).isEqualTo(1);
        assertThat(Tricks.counted(school.recorder(), "sit")).isEqualTo(1);
    }

    @Test
    void aHandlerThatFailsRefusesTheSaveAndTheDogStaysPending() {
        CountingSchool school =
                school(
                        Projection.of("tricks", Tricks::of)
                                .on(
                                        TrickAdded.class,
                                        (view, event) -> {
                                            view.count(event.trick());
                                            throw new IllegalStateException("refused on purpose");
                                        }));
        Dog fido = fido();

        assertThatIllegalStateException().isThrownBy(() -> school.save(fido));

        assertThat(school.recorder().head()).isZero();
        assertThat(Tricks.counted(school.recorder(), "sit")).isZero();
        assertThat(fido.pendingEvents()).hasSize(2);
    }

    @Test
    void rowsOfTheSaveAreWrittenBeforeTheView() {
        List<String> order = new ArrayList<>();
        CountingSchool school =
                school(
                        Projection.of("tricks", Tricks::of)
                                .on(Dog.Event.class, (view, event) -> order.add("view")));
        school.save(
                transaction -> {
                    transaction.as(MemoryTables.class).put("own", "row", "there");
                    order.add("rows");
                },
                Dog.register("Fido"));

        assertThat(order).containsExactly("rows", "view");
    }

    @Test
    void whatIsRepeatedIsNotCountedAgain() {
        CountingSchool school = school(TRICKS);
        var event = Dog.register("Fido").pendingEvents().getFirst();
        school.save(event);
        school.save(event);

        assertThat(school.recorder().head()).isEqualTo(1);
        assertThat(Tricks.counted(school.recorder(), "dogs")).isEqualTo(1);
    }

    @Test
    void aSaveWithoutItsEventsDoesNotOpenTheView() {
        List<String> openings = new ArrayList<>();
        CountingSchool school =
                school(
                        Projection.of(
                                        "tricks",
                                        transaction -> {
                                            openings.add("opened");
                                            return Tricks.of(transaction);
                                        })
                                .on(TrickAdded.class, (view, event) -> {}));
        openings.clear();
        school.save(Dog.register("Fido"));

        assertThat(openings).isEmpty();
    }

    @Test
    void aNewViewOfAnOldLogIsRefused() {
        CountingSchool school = school(TRICKS);
        school.save(fido());

        assertThatIllegalStateException()
                .isThrownBy(() -> TRICKS.version(2).inline(school.recorder()))
                .withMessageContaining("2 events");
        assertThat(TRICKS.inline(school.recorder()).eventClasses()).hasSize(2);
    }

    @Test
    void aViewIsEitherInlineOrFollows() {
        CountingSchool school = school(TRICKS);
        school.save(fido());
        ViewStore views = ViewStore.of(school.recorder());

        assertThatIllegalStateException()
                .isThrownBy(() -> ProjectionRunner.open(Upstream.of(school), TRICKS, views))
                .withMessageContaining("twice");
        assertThatIllegalStateException().isThrownBy(() -> views.reset(TRICKS));

        try (var next = ProjectionRunner.open(Upstream.of(school), TRICKS.version(2), views)) {
            next.drain();
        }
        assertThat(Tricks.counted(school.recorder(), "sit")).isEqualTo(1);
    }
}
