package org.annals.examples.pages;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Metadata;

/** A page: title, address and text. For one thread at a time. */
public final class Page extends Aggregate<Page.Event> {
    /** What can happen to a page. */
    public sealed interface Event {
        /** The page was made. */
        record Created(String title, String slug, String body) implements Event {}

        /** The text was replaced. */
        record BodyChanged(String body) implements Event {}

        /** The page moved to another address. */
        record Moved(String slug) implements Event {}
    }

    /** How pages are got back from their events. */
    public static final AggregateType<Page> TYPE = AggregateType.of(Page.class, Page::new);

    private String title = "";
    private String slug = "";
    private String body = "";
    private String modifiedBy = "";

    private Page() {}

    /** Makes a page under a new id. */
    public static Page create(String title, String slug, String body) {
        var page = new Page();
        page.trigger(new Event.Created(title, slug, body));
        return page;
    }

    /** Replaces the text, if it differs. */
    public void changeBody(String newBody) {
        if (!newBody.equals(body)) {
            trigger(new Event.BodyChanged(newBody));
        }
    }

    void moveTo(String newSlug) {
        trigger(new Event.Moved(newSlug));
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Created(var newTitle, var newSlug, var newBody) -> {
                title = newTitle;
                slug = newSlug;
                body = newBody;
            }
            case Event.BodyChanged(var newBody) -> body = newBody;
            case Event.Moved(var newSlug) -> slug = newSlug;
        }
        // While an event is applied, live or on replay, the metadata is that event's own.
        modifiedBy = Metadata.current().getOrDefault(Pages.AUTHOR, "");
    }

    /** Returns the title. */
    public String title() {
        return title;
    }

    /** Returns the last part of the page's address. */
    public String slug() {
        return slug;
    }

    /** Returns the text. */
    public String body() {
        return body;
    }

    /** Returns who changed the page last, or empty if that was not said. */
    public String modifiedBy() {
        return modifiedBy;
    }
}
