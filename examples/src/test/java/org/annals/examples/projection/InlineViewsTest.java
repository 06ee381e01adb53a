package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.Application;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.Dog;
import org.annals.persistence.Tracking;
import org.annals.persistence.VersionConflictException;
import org.annals.projection.Projection;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Rows that are written with each save are there when it returns, and gone when it fails. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class InlineViewsTest {
    private static final int THREADS = 4;
    private static final int SAVES = 25;

    /** What it sums; a trick that is no number has its handler fail, after it has written. */
    private static final Projection<Sum> INLINE =
            Projection.of("sum", transaction -> Sum.of(transaction, transaction.table("sums")))
                    .creating(Sum::create)
                    .on(Dog.Event.TrickAdded.class, (sum, event) -> add(sum, event.trick()));

    private final Settings settings;
    private final SummingSchool school;
    private long reads;

    InlineViewsTest(RecorderKind recorder, @TempDir Path folder) {
        this.settings = recorder.in(folder);
        this.school = new SummingSchool(settings);
    }

    private static final class SummingSchool extends Application {
        SummingSchool(Settings settings) {
            super(settings, Dog.TYPE);
            alsoWrite(INLINE.inline(events().recorder()));
        }
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static void add(Sum sum, String trick) throws Exception {
        sum.add("1");
        if (trick.equals("none")) {
            throw new IllegalStateException("refused on purpose");
        }
        sum.add(trick);
    }

    private static Dog dog(String... tricks) {
        Dog dog = Dog.register("Fido");
        for (String each : tricks) {
            dog.addTrick(each);
        }
        return dog;
    }

    private String total() {
        ViewStore views = ViewStore.of(school.events().recorder());
        String table = views.liveEdition("sum").orElseThrow().table("sums");
        List<String> totals = new ArrayList<>();
        views.write(
                Tracking.of("reader", ++reads),
                transaction -> totals.add(Sum.of(transaction, table).total()));
        return totals.getFirst();
    }

    private long head() {
        return school.notificationLog().head();
    }

    @Test
    void theRowsAreThereWhenTheSaveReturns() {
        assertThat(total()).isEqualTo("0 of 0");
        school.save(dog("10", "20"));
        assertThat(total()).isEqualTo("32 of 4");
        school.save(dog("100"), dog("1000"));
        assertThat(total()).isEqualTo("1134 of 8");
    }

    @Test
    void aHandlerThatFailsLeavesNeitherRowsNorEvents() {
        school.save(dog("10"));
        Dog both = dog("20", "none");

        assertThatIllegalStateException()
                .isThrownBy(() -> school.save(dog("5"), both))
                .withMessage("refused on purpose");

        assertThat(total()).isEqualTo("11 of 2");
        assertThat(head()).isEqualTo(2);
        assertThat(both.pendingEvents()).hasSize(3);
    }

    @Test
    void aSaveThatConflictsLeavesNoRows() {
        Dog fido = dog("10");
        school.save(fido);
        Dog stale = school.repository().get(Dog.class, fido.id());
        fido.addTrick("20");
        school.save(fido);
        stale.addTrick("30");

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> school.save(stale));
        assertThat(total()).isEqualTo("32 of 4");
    }

    @Test
    void rowsOfTheSavesOwnThatFailLeaveNoneOfTheView() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                school.save(
                                        transaction -> {
                                            throw new IllegalStateException("own rows fail");
                                        },
                                        dog("10")))
                .withMessage("own rows fail");
        assertThat(total()).isEqualTo("0 of 0");
        assertThat(head()).isZero();
    }

    @Test
    void ofSavesThatAreCommittedTogetherOnlyThoseThatFailLeaveNothing() throws Exception {
        var together = new CyclicBarrier(THREADS);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Integer>> works = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                works.add(
                        () -> {
                            together.await();
                            return saveSome();
                        });
            }
            int refused = 0;
            for (Future<Integer> each : threads.invokeAll(works)) {
                refused += each.get();
            }
            assertThat(refused).isEqualTo(THREADS * SAVES / 5);
        }
        int saved = THREADS * SAVES * 4 / 5;
        assertThat(total()).isEqualTo("%d of %d".formatted(saved * 11, saved * 2));
        assertThat(head()).isEqualTo(saved * 2L);
    }

    /** Every fifth is refused; returns how many were. */
    private int saveSome() {
        int refused = 0;
        for (int i = 0; i < SAVES; i++) {
            try {
                school.save(i % 5 == 2 ? dog("10", "none") : dog("10"));
            } catch (IllegalStateException e) {
                refused++;
            }
        }
        return refused;
    }
}
