package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What rivals ask for: few types and tags, so that they are in each other's way, and queries of
 * every shape. The same again for the same numbers. For one request.
 */
final class RivalRequests {
    // Odd and without a pattern: seeds that are neighbours begin alike.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int MOST_EVENTS = 3;
    private static final int TYPES = 4;
    private static final int VALUES = 5;

    private final Random random;
    private final int lane;
    private final int number;

    private RivalRequests(Random random, int lane, int number) {
        this.random = random;
        this.lane = lane;
        this.number = number;
    }

    /**
     * Returns a request.
     *
     * @param head as far as the lane knows the log
     */
    static AppendRequest of(long seed, int lane, int number, long head) {
        long own = ((long) lane << Integer.SIZE) + number + 1;
        return new RivalRequests(new Random(seed ^ own * SPREAD), lane, number).request(head);
    }

    private AppendRequest request(long head) {
        List<StoredEvent> events = new ArrayList<>();
        int size = 1 + random.nextInt(MOST_EVENTS);
        for (int i = 0; i < size; i++) {
            events.add(event(i));
        }
        AppendRequest request = AppendRequest.of(events);
        for (int conditions = conditionCount(); conditions > 0; conditions--) {
            request = request.onCondition(condition(head));
        }
        return request;
    }

    private StoredEvent event(int index) {
        long n = (long) number * MOST_EVENTS + index;
        return new StoredEvent(
                new UUID(((long) lane << Integer.SIZE) | 0x7000L, Long.MIN_VALUE | n),
                null,
                type(),
                1,
                List.copyOf(some(random.nextInt(4), this::tag)),
                Instant.EPOCH,
                Map.of(),
                Bytes.copyOf(new byte[] {(byte) random.nextInt()}));
    }

    // Now and then there is none, and mostly one.
    private int conditionCount() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1, 2 -> 2;
            case 3 -> 3;
            default -> 1;
        };
    }

    // Near the head, or most would fail, and now and then beyond it.
    private FailIfMatching condition(long head) {
        long after =
                switch (random.nextInt(10)) {
                    case 0 -> head == 0 ? 0 : random.nextLong(head);
                    case 1 -> head + 1 + random.nextInt(3);
                    case 2, 3, 4 -> Math.max(0, head - random.nextInt(6));
                    default -> head;
                };
        return AppendCondition.failIfMatching(query()).after(after);
    }

    private Query query() {
        return switch (random.nextInt(12)) {
            case 0 -> Query.all();
            case 1 -> Query.of(QueryItem.ofTypes(), item());
            case 2, 3 -> Query.ofTypes(type());
            case 4 -> Query.ofTypes(type(), type(), type());
            case 5, 6, 7 -> Query.of(QueryItem.ofTypes().withTags(some(1, this::tag)));
            case 8 -> Query.of(QueryItem.ofTypes().withTags(some(2, this::tag)));
            default -> new Query(some(1 + random.nextInt(4), this::item));
        };
    }

    private QueryItem item() {
        Set<String> types = some(random.nextInt(3), this::type);
        Set<EventTag> tags = some(random.nextInt(3), this::tag);
        return new QueryItem(types, tags);
    }

    private String type() {
        return "T" + random.nextInt(TYPES);
    }

    private EventTag tag() {
        return EventTag.of(random.nextBoolean() ? "x" : "y", "v" + random.nextInt(VALUES));
    }

    private static <T> Set<T> some(int most, Supplier<T> each) {
        Set<T> some = new HashSet<>();
        for (int i = 0; i < most; i++) {
            some.add(each.get());
        }
        return some;
    }
}
