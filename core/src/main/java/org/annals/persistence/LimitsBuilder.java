package org.annals.persistence;

import java.util.HashSet;
import java.util.Set;

/**
 * Builds {@link Limits} from others: what is not said stays as it was. Each limit is said at most
 * once; a second time is an {@link IllegalStateException}. For one thread.
 */
public final class LimitsBuilder {
    private final Set<String> said = new HashSet<>();
    private int eventBytes;
    private int appendEvents;
    private long appendBytes;
    private int textBytes;
    private int tags;
    private int tagBytes;
    private int metadataBytes;
    private int metadataEntries;
    private int queryItems;
    private int queryTypes;
    private int queryTags;
    private long pageBytes;
    private int snapshotBytes;
    private int appendChanges;
    private int timerBytes;

    LimitsBuilder(Limits from) {
        eventBytes = from.eventBytes();
        appendEvents = from.appendEvents();
        appendBytes = from.appendBytes();
        textBytes = from.textBytes();
        tags = from.tags();
        tagBytes = from.tagBytes();
        metadataBytes = from.metadataBytes();
        metadataEntries = from.metadataEntries();
        queryItems = from.queryItems();
        queryTypes = from.queryTypes();
        queryTags = from.queryTags();
        pageBytes = from.pageBytes();
        snapshotBytes = from.snapshotBytes();
        appendChanges = from.appendChanges();
        timerBytes = from.timerBytes();
    }

    /** Says how many bytes of data one event may have. */
    public LimitsBuilder eventBytes(int limit) {
        once("eventBytes");
        eventBytes = limit;
        return this;
    }

    /** Says how many events one request may have. */
    public LimitsBuilder appendEvents(int limit) {
        once("appendEvents");
        appendEvents = limit;
        return this;
    }

    /** Says how many bytes of data one request may have. */
    public LimitsBuilder appendBytes(long limit) {
        once("appendBytes");
        appendBytes = limit;
        return this;
    }

    /** Says how long ids, keys and names may be. */
    public LimitsBuilder textBytes(int limit) {
        once("textBytes");
        textBytes = limit;
        return this;
    }

    /** Says how many tags one event may have. */
    public LimitsBuilder tags(int limit) {
        once("tags");
        tags = limit;
        return this;
    }

    /** Says how long one tag may be. */
    public LimitsBuilder tagBytes(int limit) {
        once("tagBytes");
        tagBytes = limit;
        return this;
    }

    /** Says how long keys and values of one event's metadata may be together. */
    public LimitsBuilder metadataBytes(int limit) {
        once("metadataBytes");
        metadataBytes = limit;
        return this;
    }

    /** Says how many entries of metadata one event may have. */
    public LimitsBuilder metadataEntries(int limit) {
        once("metadataEntries");
        metadataEntries = limit;
        return this;
    }

    /** Says how many items one query may have. */
    public LimitsBuilder queryItems(int limit) {
        once("queryItems");
        queryItems = limit;
        return this;
    }

    /** Says how many types one item of a query may have. */
    public LimitsBuilder queryTypes(int limit) {
        once("queryTypes");
        queryTypes = limit;
        return this;
    }

    /** Says how many tags one item of a query may have. */
    public LimitsBuilder queryTags(int limit) {
        once("queryTags");
        queryTags = limit;
        return this;
    }

    /** Says how many bytes of data one page of the log may have, unless it is one event. */
    public LimitsBuilder pageBytes(long limit) {
        once("pageBytes");
        pageBytes = limit;
        return this;
    }

    /** Says how many bytes of data one snapshot may have. */
    public LimitsBuilder snapshotBytes(int limit) {
        once("snapshotBytes");
        snapshotBytes = limit;
        return this;
    }

    /** Says how many changes one request may have. */
    public LimitsBuilder appendChanges(int limit) {
        once("appendChanges");
        appendChanges = limit;
        return this;
    }

    /** Says how many bytes of data one timer may have. */
    public LimitsBuilder timerBytes(int limit) {
        once("timerBytes");
        timerBytes = limit;
        return this;
    }

    /**
     * Returns the limits.
     *
     * @throws IllegalArgumentException if one leaves room for nothing
     */
    public Limits build() {
        return new Limits(
                eventBytes,
                appendEvents,
                appendBytes,
                textBytes,
                tags,
                tagBytes,
                metadataBytes,
                metadataEntries,
                queryItems,
                queryTypes,
                queryTags,
                pageBytes,
                snapshotBytes,
                appendChanges,
                timerBytes);
    }

    private void once(String limit) {
        if (!said.add(limit)) {
            throw new IllegalStateException(
                    "The limit '%s' is said twice. Say it once.".formatted(limit));
        }
    }
}
