package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Makes sequences of commands: everything in them comes from one seed. The names are few, so that
 * commands meet. For one thread.
 */
final class CommandSource {
    private static final List<String> AGGREGATES = List.of("a", "A", "b", "b ");
    private static final List<String> TYPES = List.of("t1", "t2", "T1", "t10");
    private static final List<String> VALUES = List.of("0", "1", "10");
    private static final List<String> UPSTREAMS = List.of("up1", "up2");
    private static final Instant EPOCH = Instant.EPOCH;

    private final Random random;
    private final Map<String, Long> versions = new HashMap<>();
    private final List<Command.Append> appends = new ArrayList<>();
    private long recorded;

    CommandSource(long seed) {
        random = new Random(seed);
    }

    /** Returns the next so many commands. */
    List<Command> next(int size) {
        return IntStream.range(0, size).mapToObj(i -> next()).toList();
    }

    private Command next() {
        int choice = random.nextInt(100);
        if (choice < 40) {
            return append();
        }
        if (choice < 48 && !appends.isEmpty()) {
            return repeat();
        }
        if (choice < 62) {
            return new Command.ReadPage(selection());
        }
        if (choice < 72) {
            return new Command.ReadPages(selection().limit(1 + random.nextInt(4)));
        }
        if (choice < 84) {
            return new Command.ReadAggregate(aggregateSelection());
        }
        if (choice < 90) {
            return new Command.Track(tracking());
        }
        if (choice < 93) {
            return new Command.Await(pick(UPSTREAMS), random.nextInt(12));
        }
        return choice < 98 ? new Command.ReadPlaces(pick(UPSTREAMS)) : new Command.Reopen();
    }

    private Command.Append append() {
        List<StoredEvent> events = listOf(random.nextInt(5), this::event);
        List<AppendCondition> conditions =
                listOf(oneIn(3) ? 1 + random.nextInt(2) : 0, this::condition);
        Tracking tracking = oneIn(4) ? tracking() : null;
        String row = oneIn(5) ? "row " + random.nextInt(1_000) : null;
        var append = new Command.Append(events, conditions, tracking, row);
        appends.add(append);
        recorded += events.size();
        return append;
    }

    /** Returns an earlier append once more: as it was, in part, reversed, or beside a new event. */
    private Command.Append repeat() {
        Command.Append earlier = pick(appends);
        List<StoredEvent> events = new ArrayList<>(earlier.events());
        switch (random.nextInt(7)) {
            case 0 -> events = new ArrayList<>(events.reversed());
            case 1 -> events.add(event());
            case 2 -> events.addFirst(event());
            case 3 -> events = events.subList(events.size() / 2, events.size());
            case 4 -> events.replaceAll(this::variant);
            default -> {}
        }
        return new Command.Append(
                List.copyOf(events), earlier.conditions(), earlier.tracking(), earlier.row());
    }

    /** Returns an event with the same id. */
    private StoredEvent variant(StoredEvent event) {
        return switch (random.nextInt(6)) {
            case 0 -> EventVariant.withOrigin(event, null);
            case 1 -> EventVariant.withOrigin(event, new Origin(pick(AGGREGATES), 1));
            case 2 -> EventVariant.withType(event, pick(TYPES), event.typeVersion());
            case 3 -> EventVariant.withType(event, event.type(), 3 - event.typeVersion());
            case 4 -> EventVariant.withData(event, bytes());
            default -> event;
        };
    }

    private StoredEvent event() {
        long n = random.nextLong();
        return new StoredEvent(
                new UUID(n, random.nextLong()),
                oneIn(2) ? origin() : null,
                pick(TYPES),
                1 + random.nextInt(2),
                listOf(random.nextInt(4), this::tag),
                EPOCH.plus(n >> 8, ChronoUnit.MICROS),
                oneIn(2) ? Map.of() : Map.of("k" + random.nextInt(3), "v " + n),
                Bytes.copyOf(bytes()));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Returns mostly what the aggregate expects next, if all that came before was accepted. */
    private @Nullable Origin origin() {
        String aggregateId = pick(AGGREGATES);
        long next = versions.getOrDefault(aggregateId, 0L) + 1;
        if (oneIn(12)) {
            return new Origin(aggregateId, 1 + random.nextInt((int) next + 1));
        }
        versions.put(aggregateId, next);
        return new Origin(aggregateId, next);
    }

    private EventTag tag() {
        return EventTag.of(oneIn(2) ? "x" : "y", pick(VALUES));
    }

    private AppendCondition condition() {
        // Near the head, or most conditions would fail.
        long after = oneIn(4) ? position() : Math.max(0, recorded - random.nextInt(4));
        return AppendCondition.failIfMatching(query()).after(after);
    }

    private Query query() {
        return switch (random.nextInt(6)) {
            case 0 -> Query.all();
            case 1 -> Query.ofTypes(pick(TYPES));
            case 2 -> Query.ofTags(tag());
            default ->
                    Query.of(listOf(1 + random.nextInt(3), this::item).toArray(QueryItem[]::new));
        };
    }

    private QueryItem item() {
        return QueryItem.ofTypes()
                .withTypes(listOf(random.nextInt(3), () -> pick(TYPES)))
                .withTags(listOf(random.nextInt(3), this::tag));
    }

    private LogSelection selection() {
        LogSelection selection = LogSelection.all().matching(query());
        if (oneIn(2)) {
            selection = selection.after(position());
        }
        if (oneIn(3)) {
            selection = selection.upTo(position());
        }
        if (oneIn(2)) {
            selection = selection.limit(random.nextInt(6));
        }
        return oneIn(2) ? selection.backwards() : selection;
    }

    private AggregateSelection aggregateSelection() {
        AggregateSelection selection = AggregateSelection.of(pick(AGGREGATES));
        if (oneIn(3)) {
            selection = selection.after(random.nextInt(8));
        }
        if (oneIn(3)) {
            selection = selection.upTo(random.nextInt(12));
        }
        if (oneIn(3)) {
            selection = selection.limit(random.nextInt(5));
        }
        return oneIn(2) ? selection.backwards() : selection;
    }

    private Tracking tracking() {
        UUID eventId = oneIn(2) ? new UUID(0, random.nextLong()) : null;
        long epoch = oneIn(4) ? random.nextInt(3) : 0;
        return new Tracking(
                pick(UPSTREAMS), 1 + random.nextInt(10 + appends.size()), eventId, epoch);
    }

    private long position() {
        return oneIn(20) ? Long.MAX_VALUE : random.nextLong(recorded + 3);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static <T> List<T> listOf(int size, Supplier<? extends T> source) {
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(source.get());
        }
        return List.copyOf(list);
    }
}
