package org.annals.examples.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.AggregateNotFoundException;
import org.annals.application.IdPage;
import org.annals.application.WrongAggregateTypeException;
import org.annals.examples.OneLog;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.Dog;
import org.annals.persistence.AggregateSelection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a repository promises, wherever the log is. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class RepositoriesTest {
    private final OneLog log;
    private final Diaries diaries;

    RepositoriesTest(RecorderKind recorder, @TempDir Path folder) {
        this.log = new OneLog(recorder, folder);
        this.diaries = new Diaries(log.settings(), Diary.TYPE, Dog.TYPE);
    }

    @AfterEach
    void close() {
        diaries.close();
        log.close();
    }

    // REP-1
    @Test
    void anUnknownIdIsNotFoundEmptyAndAbsent() {
        var repository = diaries.repository();

        assertThatExceptionOfType(AggregateNotFoundException.class)
                .isThrownBy(() -> repository.get(Diary.class, "nobody"))
                .withMessageContaining(Diary.class.getName())
                .withMessageContaining("nobody");
        assertThat(repository.find(Diary.class, "nobody")).isEmpty();
        assertThat(repository.exists("nobody")).isFalse();
    }

    // REP-1
    @Test
    void whetherItExistsIsToldByOneEventAtMost() {
        diaries.written("d", 20);
        log.takeSelections();

        assertThat(diaries.repository().exists("d")).isTrue();
        assertThat(diaries.repository().exists("nobody")).isFalse();

        assertThat(log.takeSelections())
                .extracting(AggregateSelection::limit)
                .containsExactly(1L, 1L);
        assertThat(log.takeReads()).isEmpty();
    }

    // REP-3
    @Test
    void anAggregateOfAnotherClassIsRefusedNamingBoth() {
        diaries.written("d", 2);

        assertThatExceptionOfType(WrongAggregateTypeException.class)
                .isThrownBy(() -> diaries.repository().get(Dog.class, "d"))
                .withMessageContaining(Dog.class.getName())
                .withMessageContaining("Diary");
    }

    // REP-4
    @Test
    void theIdsOfAClassAreListedInOrderOfCreationInPages() {
        List<String> created = new ArrayList<>();
        for (int number = 25; number >= 1; number--) {
            diaries.written("d-" + number, 2);
            created.add("d-" + number);
            diaries.save(Dog.register("Fido"));
        }
        diaries.writeTo(diaries.repository().get(Diary.class, "d-25"), 4);

        assertThat(diaries.repository().ids(Diary.class)).containsExactlyElementsOf(created);
        List<String> paged = new ArrayList<>();
        IdPage page;
        long after = 0;
        do {
            page = diaries.repository().ids(Diary.class, after, 7);
            assertThat(page.ids()).hasSizeLessThanOrEqualTo(7);
            paged.addAll(page.ids());
            after = page.scannedTo();
        } while (after < page.head());
        assertThat(paged).isEqualTo(created);
    }

    // CAC-4
    @Test
    void aHundredThreadsNeverSeeLessThanTheySaved() throws Exception {
        for (String skipping : List.of("n", "y")) {
            var settings =
                    log.settings()
                            .with("AGGREGATE_CACHE_MAXSIZE", "3")
                            .with("AGGREGATE_CACHE_FASTFORWARD_SKIPPING", skipping)
                            .with("RETRY_ATTEMPTS", "1000");
            try (var cached = new Diaries(settings, Diary.TYPE)) {
                for (int number = 0; number < 5; number++) {
                    cached.save(Diary.begin(skipping + number));
                }
                var start = new CyclicBarrier(100);
                try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
                    List<Future<Integer>> all = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        String id = skipping + i % 5;
                        all.add(threads.submit(() -> savedAndSeenLess(cached, start, id)));
                    }
                    for (Future<Integer> each : all) {
                        assertThat(each.get())
                                .as("seen too little, skipping %s", skipping)
                                .isZero();
                    }
                }
                for (int number = 0; number < 5; number++) {
                    assertThat(cached.repository().get(Diary.class, skipping + number).version())
                            .isEqualTo(1 + 20 * 2);
                }
            }
        }
    }

    private static int savedAndSeenLess(Diaries cached, CyclicBarrier start, String id)
            throws Exception {
        start.await();
        int tooLittle = 0;
        for (int round = 0; round < 2; round++) {
            var executed = cached.execute(Diary.class, id, diary -> diary.write("line"));
            Diary seen = cached.repository().get(Diary.class, id);
            if (seen.version() < executed.state().version()
                    || seen.lines().size() != seen.version() - 1) {
                tooLittle++;
            }
        }
        return tooLittle;
    }
}
