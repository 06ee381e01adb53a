package org.annals.examples.pages;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Uuids;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Says which page has an address. Its id is made of the address, so two pages that want one address
 * want the same version of the same aggregate, and one of them is refused. For one thread.
 */
public final class SlugIndex extends Aggregate<SlugIndex.Event> {
    /** What can happen to an address. */
    public sealed interface Event {
        /** A page took the address. */
        record Taken(String slug, String pageId) implements Event {}

        /** The page left the address. */
        record Released() implements Event {}
    }

    /** How indexes are got back from their events. */
    public static final AggregateType<SlugIndex> TYPE =
            AggregateType.of(SlugIndex.class, SlugIndex::new);

    private @Nullable String pageId;

    private SlugIndex() {}

    private SlugIndex(String slug) {
        super(idOf(slug));
    }

    /** Returns the id of an address's index. */
    public static String idOf(String slug) {
        return Uuids.nameBased(Uuids.NAMESPACE_URL, "/pages/" + slug).toString();
    }

    /** Makes the index of an address that was never taken before. */
    static SlugIndex ofNew(String slug) {
        return new SlugIndex(slug);
    }

    void take(String slug, String byPageId) {
        if (pageId != null) {
            throw new SlugTakenException(slug, pageId);
        }
        trigger(new Event.Taken(slug, byPageId));
    }

    void release() {
        trigger(new Event.Released());
    }

    @Override
    protected void apply(Event event) {
        pageId =
                switch (event) {
                    case Event.Taken taken -> taken.pageId();
                    case Event.Released() -> null;
                };
    }

    /** Returns the page that has the address now. */
    public Optional<String> pageId() {
        return Optional.ofNullable(pageId);
    }
}
