package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.domain.EventTag;
import org.annals.following.NotificationLogReader;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.annals.recording.Joining;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

@ParameterizedClass
@EnumSource(UpstreamKind.class)
final class RemoteNotificationLogTest {
    private final DogSchool school;
    private final NotificationLogServer server;
    private final RemoteNotificationLog remote;

    RemoteNotificationLogTest(UpstreamKind kind, @TempDir Path files) {
        this.school = new DogSchool(kind.settings(files));
        this.server = NotificationLogServer.builder().serve(school).open();
        this.remote = RemoteNotificationLog.builder(server.uri(), "DogSchool").open();
    }

    @AfterEach
    void close() {
        remote.close();
        server.close();
        school.close();
    }

    @Test
    void aLogIsServedAndReadElsewhere() {
        // @start region="serve"
        try (var server = NotificationLogServer.builder().serve(school).open()) {
            URI uri = server.uri(); // http://127.0.0.1:…
            // @end
            school.record(3);
            // @start region="read"
            try (var log = RemoteNotificationLog.builder(uri, "DogSchool").open()) {
                List<Notification> all = new NotificationLogReader(log).read(1).toList();
                // @end
                assertThat(all).hasSize(3);
            }
        }
    }

    @Test
    void aRemoteReaderLearnsLogIdAndIncarnation() {
        school.record(7);

        assertThat(remote.identity()).isEqualTo(school.events().recorder().identity());
        assertThat(remote.head()).isEqualTo(7);
        assertThat(remote.sectionSize()).isEqualTo(school.notificationLog().sectionSize());
    }

    @Test
    void notificationsAreTheSameByteForByte() {
        school.record(1_000);
        NotificationLog local = school.notificationLog();

        assertThat(new NotificationLogReader(remote).read(LogSelection.all().limit(70)))
                .hasSize(1_000)
                .containsExactlyElementsOf(
                        new NotificationLogReader(local).read(LogSelection.all()).toList());
        assertThat(new NotificationLogReader(remote).read(1))
                .containsExactlyElementsOf(new NotificationLogReader(local).read(1).toList());
    }

    @Test
    void twoClientsWithThirtyCommandsEachFillSixSectionsAndNothingOfTheSeventh() {
        try (var other = RemoteNotificationLog.builder(server.uri(), "DogSchool").open()) {
            for (NotificationLog each : List.of(remote, other)) {
                for (int i = 0; i < 30; i++) {
                    long before = each.head();
                    school.record(1);
                    assertThat(each.head()).isEqualTo(before + 1);
                }
            }
            for (NotificationLog each : List.of(remote, other)) {
                String next = "1,10";
                for (int number = 0; number < 6; number++) {
                    Section section = each.section(next);
                    assertThat(section.id()).isEqualTo(next);
                    assertThat(section.items())
                            .extracting(Notification::position)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(number * 10L + 1, number * 10L + 10)
                                            .boxed()
                                            .toList());
                    next = section.nextId();
                }
                Section seventh = each.section(next);
                assertThat(seventh).isEqualTo(new Section("", List.of(), ""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1,",
                "a,b",
                "1,2,3",
                "1, 2",
                "a/b",
                "%,%",
                "99999999999999999999,1",
                "\ud83d\ude00"
            })
    void aSectionThatCannotBeIsRefusedWithTheSameWords(String id) {
        Throwable here = thrownBy(() -> school.notificationLog().section(id));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> remote.section(id))
                .withMessage(here.getMessage());
    }

    @Test
    void aLimitAboveTheSectionSizeIsRefusedWithBothNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> remote.select(1, 11))
                .withMessage("limit 11 is greater than the section size 10");
        assertThat(remote.select(1, 10)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> remote.select(-1, 5))
                .withMessage(thrownBy(() -> school.notificationLog().select(-1, 5)).getMessage());
    }

    private static Throwable thrownBy(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("It went well.");
    }

    @Test
    void aSubscriptionDeliversWhatIsThereAndThenWhatComes() {
        school.record(3);
        try (var pages = remote.subscribe(LogSelection.all().limit(2))) {
            Iterator<LogPage> each = pages.iterator();

            assertThat(positions(each.next())).containsExactly(1L, 2L);
            assertThat(positions(each.next())).containsExactly(3L);
            school.record(1);
            assertThat(positions(each.next())).containsExactly(4L);
        }
    }

    @Test
    void aSubscriptionSaysHowFarItHasComeWhereNothingMatches() {
        var named = LogSelection.all().matching(Query.ofTypes("Dog.TrickAdded"));
        try (var pages = remote.subscribe(named)) {
            school.record(1);

            assertThat(pages.iterator().next()).isEqualTo(new LogPage(List.of(), 1, 1));
        }
    }

    @Test
    void aSubscriptionEndsAtItsUpperBoundAndWhenItIsStopped() {
        school.record(5);

        assertThat(remote.subscribe(LogSelection.all().upTo(4)))
                .flatExtracting(LogPage::notifications)
                .hasSize(4);
        Subscription<LogPage> pages = remote.subscribe(LogSelection.all().after(5));
        Thread stopping = Thread.ofVirtual().start(pages::stop);
        assertThat(pages).isEmpty();
        Joining.join(stopping);
    }

    @Test
    void aSubscriptionIsIteratedOnceAndForwards() {
        var pages = remote.subscribe(LogSelection.all());
        assertThat(pages.iterator()).isNotNull();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(pages::iterator);
        for (var wrong : List.of(LogSelection.all().limit(0), LogSelection.all().backwards())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> remote.subscribe(wrong))
                    .withMessageContaining("A subscription goes forwards");
        }
    }

    @Test
    void aQueryOfAHundredTypesAndTagsPasses() {
        String[] types =
                IntStream.range(0, 100)
                        .mapToObj(i -> "Dog.T\u00fcpe, &=" + i)
                        .toArray(String[]::new);

        assertThat(remote.pull(LogSelection.all().matching(Query.ofTypes(types))))
                .isEqualTo(new LogPage(List.of(), 0, 0));
    }

    @Test
    void aQueryThatNoUriCanHoldIsRefusedBeforeItIsSent() {
        EventTag[] tags =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> EventTag.of("k" + i, "v".repeat(200)))
                        .toArray(EventTag[]::new);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> remote.pull(LogSelection.all().matching(Query.ofTags(tags))))
                .withMessageContaining("and 131072 are allowed");
    }

    @Test
    void aLogThatIsNotServedIsAnExceptionOfItsOwn() {
        try (var none = RemoteNotificationLog.builder(server.uri(), "Dog School/1").open()) {
            assertThatExceptionOfType(LogNotServedException.class)
                    .isThrownBy(none::head)
                    .withMessageContaining("'Dog School/1' at " + server.uri());
            assertThatExceptionOfType(LogNotServedException.class)
                    .isThrownBy(() -> none.subscribe(LogSelection.all()).iterator().hasNext());
        }
    }

    @Test
    void aServerHasLogsOfAnyNames() {
        String name = "D\u00f6g/School 1+1%&?#";
        try (var several =
                        NotificationLogServer.builder()
                                .serve(name, school.notificationLog())
                                .serve("x", school.notificationLog())
                                .open();
                var log = RemoteNotificationLog.builder(several.uri(), name).open()) {
            school.record(2);
            assertThat(log.head()).isEqualTo(2);
            assertThat(log.section("1,2").items()).hasSize(2);
        }
    }

    @Test
    void anUpstreamThatIsClosedIsAwayForItMayBeOpenedAgain() {
        school.close();

        try (var log = quick()) {
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(log::head)
                    .withMessageContaining("has been closed");
        }
    }

    private RemoteNotificationLog quick() {
        return RemoteNotificationLog.builder(server.uri(), "DogSchool")
                .timeout(Duration.ofMillis(600))
                .open();
    }

    @Test
    void aServerThatIsClosedIsNoLongerThere() {
        server.close();
        server.close();

        try (var log = quick()) {
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(log::head)
                    .withMessageContaining("The log 'DogSchool' at " + server.uri());
        }
    }

    @Test
    void aClientThatIsClosedEndsItsWaitsAndReadsNoMore() {
        Iterator<LogPage> pages = remote.subscribe(LogSelection.all()).iterator();
        Thread closing = Thread.ofPlatform().start(remote::close);

        assertThatExceptionOfType(RecorderClosedException.class).isThrownBy(pages::hasNext);
        Joining.join(closing);
        remote.close();
        assertThatExceptionOfType(RecorderClosedException.class).isThrownBy(remote::head);
        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> remote.subscribe(LogSelection.all()));
    }

    @Test
    void anInterruptEndsAWaitAndIsKept() {
        Iterator<LogPage> pages = remote.subscribe(LogSelection.all()).iterator();

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(pages::hasNext)
                .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        school.record(1);
        assertThat(positions(pages.next())).containsExactly(1L);
    }

    @Test
    void aRestoredLogShowsAnotherIncarnation() {
        var before = remote.identity();
        server.close();
        try (var restored = new DogSchool(Settings.only(Map.of()));
                var again =
                        NotificationLogServer.builder()
                                .serve(restored)
                                .address("127.0.0.1", server.uri().getPort())
                                .open()) {
            assertThat(again.uri()).isEqualTo(server.uri());
            assertThat(remote.identity().incarnation()).isNotEqualTo(before.incarnation());
        }
    }

    private static List<Long> positions(LogPage page) {
        return page.notifications().stream().map(Notification::position).toList();
    }
}
