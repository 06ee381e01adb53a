package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.NotificationLog;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * That whatever can be asked of a local log can be asked of a remote one, and is answered alike.
 */
@ParameterizedClass
@EnumSource(UpstreamKind.class)
final class SameAnswersTest {
    private static final int EVENTS = 120;
    private static final int QUESTIONS = 200;
    private static final List<String> TYPES = List.of("A", "B.C", "\u00e4 &=+%/?#", "\ud83d\ude00");
    private static final List<EventTag> TAGS =
            List.of(
                    EventTag.of("dog", "fido"),
                    EventTag.of("dog", ""),
                    EventTag.of("k&=", "v:&=+ %2C\n"),
                    EventTag.of("\u00fc", "\ud83d\ude00"));

    private final long seed = Long.getLong("annals.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private final UpstreamKind kind;

    SameAnswersTest(UpstreamKind kind) {
        this.kind = kind;
    }

    @Test
    void everyQuestionHasTheSameAnswer(@TempDir Path folder) {
        try (var school = new DogSchool(kind.settings(folder));
                var server = NotificationLogServer.builder().serve(school).open();
                var remote = RemoteNotificationLog.builder(server.uri(), "DogSchool").open()) {
            NotificationLog local = school.notificationLog();
            assertSame(local, remote, "nothing", log -> log.pull(LogSelection.all()));
            for (int i = 0; i < EVENTS; i += 10) {
                school.events().recorder().append(events(i));
            }
            for (int i = 0; i < QUESTIONS; i++) {
                LogSelection selection = selection();
                String id = number(-2, EVENTS + 10) + "," + number(-2, EVENTS + 20);
                String asked = "seed %d, %s, %s".formatted(seed, selection, id);
                assertSame(local, remote, asked, log -> log.pull(selection));
                assertSame(local, remote, asked, log -> log.select(selection));
                assertSame(local, remote, asked, log -> log.section(id));
                assertSame(local, remote, asked, log -> followed(log, selection));
            }
        }
    }

    private List<Notification> followed(NotificationLog log, LogSelection selection) {
        List<Notification> all = new ArrayList<>();
        LogSelection bounded =
                selection
                        .upTo(Math.min(selection.upTo(), EVENTS))
                        .limit(selection.limitOr(LogSelection.DEFAULT_LIMIT));
        try (var pages = log.subscribe(bounded)) {
            for (LogPage page : pages) {
                all.addAll(page.notifications());
            }
        }
        return all;
    }

    private static <T> void assertSame(
            NotificationLog local,
            NotificationLog remote,
            String asked,
            Function<NotificationLog, T> question) {
        assertThat(answer(remote, question)).as(asked).isEqualTo(answer(local, question));
    }

    private static <T> Object answer(NotificationLog log, Function<NotificationLog, T> question) {
        try {
            return question.apply(log);
        } catch (RuntimeException e) {
            return e.getClass().getName() + ": " + e.getMessage();
        }
    }

    private int number(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    private LogSelection selection() {
        LogSelection selection = LogSelection.all();
        if (random.nextBoolean()) {
            selection = selection.after(number(0, EVENTS + 5));
        }
        if (random.nextBoolean()) {
            selection = selection.upTo(number(0, EVENTS + 5));
        }
        if (random.nextBoolean()) {
            selection = selection.limit(number(0, 15));
        }
        if (random.nextInt(3) == 0) {
            selection = selection.backwards();
        }
        return random.nextBoolean() ? selection.matching(query()) : selection;
    }

    private Query query() {
        Set<QueryItem> items = new HashSet<>();
        int most = number(0, 3);
        for (int i = 0; i < most; i++) {
            items.add(new QueryItem(some(TYPES, 2), some(TAGS, 1)));
        }
        return new Query(items);
    }

    private <T> Set<T> some(List<T> all, int most) {
        Set<T> some = new HashSet<>();
        int wanted = number(0, most);
        while (some.size() < wanted) {
            some.add(all.get(random.nextInt(all.size())));
        }
        return some;
    }

    private List<StoredEvent> events(int first) {
        List<StoredEvent> events = new ArrayList<>();
        for (int i = first; i < first + 10; i++) {
            byte[] data = new byte[number(0, 40)];
            random.nextBytes(data);
            events.add(
                    new StoredEvent(
                            new UUID(seed, i),
                            random.nextBoolean() ? new Origin("dog \u00f6 " + i, 1) : null,
                            TYPES.get(random.nextInt(TYPES.size())),
                            number(1, 3),
                            List.copyOf(some(TAGS, 3)),
                            Instant.ofEpochSecond(random.nextLong(-1L << 33, 1L << 33), i * 1_000L),
                            random.nextBoolean() ? Map.of() : Map.of("k\u00f6y", "v\n\"\\" + i),
                            Bytes.handOver(data)));
        }
        return events;
    }
}
