package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.Text;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.ParkBehind;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.settings.NamedSettings;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a recorder accepts. Every limit is inclusive: at the limit works, one more is refused, and
 * nothing is cut off. Immutable; sizes of text are bytes of UTF-8. A {@linkplain #builder()
 * builder} changes some by name:
 *
 * {@snippet class="org.annals.persistence.LimitsTest" region="builder"}
 *
 * @param eventBytes of {@link StoredEvent#data()}
 * @param appendEvents in one request
 * @param appendBytes of data in one request, of events and timers
 * @param textBytes of an aggregate id, of a parked event's key and a timer's id, and of the name of
 *     an event type, an upstream, a process and a lease's owner
 * @param tags of one event
 * @param tagBytes of one tag
 * @param metadataBytes of keys and values of one event
 * @param metadataEntries of one event
 * @param queryItems in one query
 * @param queryTypes in one item
 * @param queryTags in one item
 * @param pageBytes of data in one page of the log, which has one event at least
 * @param snapshotBytes of {@link StoredSnapshot#data()}
 * @param appendChanges in one request
 * @param timerBytes of {@link Timer#data()}
 */
public record Limits(
        int eventBytes,
        int appendEvents,
        long appendBytes,
        int textBytes,
        int tags,
        int tagBytes,
        int metadataBytes,
        int metadataEntries,
        int queryItems,
        int queryTypes,
        int queryTags,
        long pageBytes,
        int snapshotBytes,
        int appendChanges,
        int timerBytes) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(1);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final Limits DEFAULTS =
            new Limits(
                    MIB, 100_000, 64L * MIB, 256, 64, 256, 8 * KIB, 64, 100, 100, 64, 8L * MIB,
                    4 * MIB, 10_000, 64 * KIB);

    /** The keys of the settings that change a limit. */
    public static final Set<String> KEYS =
            Set.of(
                    "EVENT_MAX_BYTES",
                    "APPEND_MAX_EVENTS",
                    "TAGS_MAX",
                    "TAG_MAX_BYTES",
                    "SNAPSHOT_MAX_BYTES");

    /**
     * @throws IllegalArgumentException if a limit leaves room for nothing
     */
    public Limits {
        long smallest =
                Math.min(
                        Math.min(
                                Math.min(eventBytes, appendEvents),
                                Math.min(appendBytes, textBytes)),
                        Math.min(
                                Math.min(tagBytes, queryItems),
                                Math.min(
                                        Math.min(queryTypes, pageBytes),
                                        Math.min(
                                                snapshotBytes,
                                                Math.min(appendChanges, timerBytes)))));
        if (smallest < 1
                || Math.min(Math.min(tags, queryTags), Math.min(metadataBytes, metadataEntries))
                        < 0) {
            throw new IllegalArgumentException(
                    "A limit is too small: sizes of events, appends, texts, tags, queries, pages, snapshots, changes and timers are at least 1, numbers of tags and of metadata at least 0.");
        }
    }

    /** Returns the limits that hold where nothing else is said. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /** Returns a builder that begins with the defaults. */
    public static LimitsBuilder builder() {
        return DEFAULTS.toBuilder();
    }

    /** Returns a builder that begins with these limits. */
    public LimitsBuilder toBuilder() {
        return new LimitsBuilder(this);
    }

    /** Returns the limits that settings say. */
    public static Limits from(NamedSettings settings) {
        return builder()
                .eventBytes(settings.number("EVENT_MAX_BYTES", DEFAULTS.eventBytes, 1, 64 * MIB))
                .appendEvents(
                        settings.number("APPEND_MAX_EVENTS", DEFAULTS.appendEvents, 1, 1_000_000))
                .tags(settings.number("TAGS_MAX", DEFAULTS.tags, 0, 1_000))
                .tagBytes(settings.number("TAG_MAX_BYTES", DEFAULTS.tagBytes, 3, 2_000))
                .snapshotBytes(
                        settings.number("SNAPSHOT_MAX_BYTES", DEFAULTS.snapshotBytes, 1, 64 * MIB))
                .build();
    }

    /**
     * Refuses a request beyond a limit.
     *
     * @throws IllegalArgumentException naming the limit, its option and the value
     */
    public void check(AppendRequest request) {
        require(request.events().size(), appendEvents, "events in one append", "appendEvents");
        long bytes = 0;
        for (StoredEvent event : request.events()) {
            bytes += event.data().length();
            check(event);
        }
        request.conditions().forEach(condition -> check(condition.query()));
        require(request.changes().size(), appendChanges, "changes in one append", "appendChanges");
        for (ProcessChange change : request.changes()) {
            check(change);
            bytes += change instanceof SetTimer(var timer) ? timer.data().length() : 0;
        }
        require(bytes, appendBytes, "bytes of data in one append", "appendBytes");
        request.tracking()
                .ifPresent(
                        tracking ->
                                checkText(tracking.upstream(), "bytes of the name of an upstream"));
    }

    /**
     * Refuses what cannot be the name of an upstream, or a position in it.
     *
     * @param position 0 or more
     */
    public void checkUpstream(String upstream, long position) {
        Text.requireStorable(upstream, "name of an upstream");
        checkText(upstream, "bytes of the name of an upstream");
        Positions.requireNotNegative(position, "position");
    }

    /**
     * Refuses what parked events cannot be read by.
     *
     * @param after 0 or more
     * @param limit 1 or more
     */
    public void checkParked(String upstream, long after, int limit) {
        checkUpstream(upstream, after);
        requireSome(limit);
    }

    /** Refuses what nothing parked can have for its upstream and its key. */
    public void checkParked(String upstream, String key) {
        checkUpstream(upstream, 0);
        Text.requireStorable(key, "key of a parked event");
        checkText(key, "bytes of the key of a parked event");
    }

    /**
     * Refuses tags that no recorded events can be given at once. Those that an event has already do
     * not count.
     */
    public void checkAdded(List<AddedTags> added) {
        require(added.size(), appendEvents, "events given tags at once", "appendEvents");
        added.forEach(each -> check(each.tags()));
    }

    /** Refuses what cannot be the name of a process. */
    public void checkProcess(String process) {
        Timer.requireName(process, "name of a process");
        checkText(process, "bytes of the name of a process");
    }

    /**
     * Refuses what timers cannot be read by.
     *
     * @param limit 1 or more
     */
    public void checkTimers(String process, Instant until, int limit) {
        checkProcess(process);
        requireNonNull(until, "until");
        requireSome(limit);
    }

    private static void requireSome(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "The limit is %d, and must be at least 1.".formatted(limit));
        }
    }

    /** Refuses what cannot be the upstream and the owner of a lease. */
    public void checkLease(String upstream, String owner) {
        checkUpstream(upstream, 0);
        Tracking.requireUpstream(upstream);
        Lease.requireOwner(owner);
        checkText(owner, "bytes of the owner of a lease");
    }

    /**
     * Refuses what no lease can be taken by.
     *
     * @param duration 1 ms to a day
     */
    public void checkLease(String upstream, String owner, Duration duration) {
        checkLease(upstream, owner);
        if (duration.compareTo(SHORTEST_LEASE) < 0 || duration.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException(
                    "A lease of %s is none: it has from 1 ms to a day. Prolong it instead."
                            .formatted(duration));
        }
    }

    /** Refuses a query beyond a limit. */
    public void check(Query query) {
        require(query.items().size(), queryItems, "items in one query", "queryItems");
        for (QueryItem item : query.items()) {
            require(item.types().size(), queryTypes, "types in one query item", "queryTypes");
            require(item.tags().size(), queryTags, "tags in one query item", "queryTags");
        }
    }

    /**
     * Refuses a snapshot beyond a limit.
     *
     * @throws IllegalArgumentException naming the limit, its option and the value
     */
    public void check(StoredSnapshot snapshot) {
        checkText(snapshot.type(), "bytes of the type of a snapshot");
        require(
                snapshot.data().length(),
                snapshotBytes,
                "bytes of data in one snapshot",
                "snapshotBytes");
    }

    /** Refuses what cannot be the subject or the type of a snapshot. */
    public void checkSnapshots(String subject, String type) {
        StoredSnapshot.requireSubject(subject);
        StoredSnapshot.requireType(type);
        checkText(type, "bytes of the type of a snapshot");
    }

    /**
     * Refuses what no snapshot can be found by.
     *
     * @param stateVersion 1 or more
     * @param upTo 0 or more
     */
    public void checkSnapshots(String subject, String type, int stateVersion, long upTo) {
        checkSnapshots(subject, type);
        StoredSnapshot.requireStateVersion(stateVersion);
        Positions.requireNotNegative(upTo, "upTo");
    }

    /**
     * Refuses what snapshots cannot be pruned by.
     *
     * @param keep 0 or more
     */
    public void checkSnapshots(String subject, String type, int keep) {
        checkSnapshots(subject, type);
        Positions.requireNotNegative(keep, "keep");
    }

    private void check(ProcessChange change) {
        switch (change) {
            case Park(var event) -> check(event);
            case ParkBehind(var event) -> check(event);
            case Unpark(var upstream, var position) -> checkUpstream(upstream, position);
            case SetTimer(var timer) -> check(timer);
            case CancelTimer(var process, var id) -> checkTimer(process, id);
            case FireTimer(var timer) -> check(timer);
        }
    }

    private void check(ParkedEvent event) {
        checkUpstream(event.upstream(), event.position());
        checkText(event.key(), "bytes of the key of a parked event");
        checkText(event.type(), "bytes of an event type");
    }

    private void check(Timer timer) {
        checkTimer(timer.process(), timer.id());
        require(timer.data().length(), timerBytes, "bytes of data in one timer", "timerBytes");
    }

    private void checkTimer(String process, String id) {
        checkText(process, "bytes of the name of a process");
        checkText(id, "bytes of the id of a timer");
    }

    private void check(StoredEvent event) {
        require(event.data().length(), eventBytes, "bytes of data in one event", "eventBytes");
        checkText(event.type(), "bytes of an event type");
        Origin origin = event.origin();
        if (origin != null) {
            checkText(origin.aggregateId(), "bytes of an aggregate id");
        }
        check(event.tags());
        if (!event.metadata().isEmpty()) {
            checkMetadata(event);
        }
    }

    private void check(Collection<EventTag> ofOneEvent) {
        require(ofOneEvent.size(), tags, "tags of one event", "tags");
        for (EventTag tag : ofOneEvent) {
            int length = Text.utf8Length(tag.key()) + 1 + Text.utf8Length(tag.value());
            require(length, tagBytes, "bytes of one tag", "tagBytes");
        }
    }

    private void checkMetadata(StoredEvent event) {
        require(
                event.metadata().size(),
                metadataEntries,
                "entries of metadata of one event",
                "metadataEntries");
        int bytes = 0;
        for (var entry : event.metadata().entrySet()) {
            bytes += Text.utf8Length(entry.getKey()) + Text.utf8Length(entry.getValue());
        }
        require(bytes, metadataBytes, "bytes of metadata of one event", "metadataBytes");
    }

    private void checkText(String text, String what) {
        require(Text.utf8Length(text), textBytes, what, "textBytes");
    }

    private static void require(long value, long limit, String what, String option) {
        if (value > limit) {
            throw new IllegalArgumentException(
                    "%d %s are more than the limit of %d. Make it smaller, or raise the limit '%s'."
                            .formatted(value, what, limit, option));
        }
    }
}
