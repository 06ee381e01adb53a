package org.annals.examples.pages;

import org.annals.application.AggregateNotFoundException;
import org.annals.application.Application;
import org.annals.settings.Settings;

import java.util.Optional;

/**
 * Commands and queries over pages. May be shared.
 *
 * {@snippet :
 * Metadata.with(Map.of(Pages.AUTHOR, "ada"), () -> pages.create("Welcome", "welcome", "Hello."));
 * }
 */
public class Pages extends Application {
    /** The key of the metadata that says who is at work. */
    public static final String AUTHOR = "author";

    public Pages(Settings settings) {
        super(settings, Page.TYPE, SlugIndex.TYPE);
    }

    /**
     * Makes a page at an address that was never taken before, and returns its id.
     *
     * @throws org.annals.persistence.VersionConflictException if the address was taken before; no
     *     page was made
     */
    public String create(String title, String slug, String body) {
        var page = Page.create(title, slug, body);
        var index = SlugIndex.ofNew(slug);
        index.take(slug, page.id());
        save(page, index);
        return page.id();
    }

    /**
     * Replaces the text of the page at an address.
     *
     * @throws AggregateNotFoundException if there is none
     */
    public void changeBody(String slug, String body) {
        execute(Page.class, pageIdAt(slug), page -> page.changeBody(body));
    }

    /**
     * Moves a page to another address, and leaves the old one free: page and both indexes at once.
     *
     * @throws SlugTakenException if another page is there
     */
    public void move(String fromSlug, String toSlug) {
        if (fromSlug.equals(toSlug)) {
            return;
        }
        var page = repository().get(Page.class, pageIdAt(fromSlug));
        var from = repository().get(SlugIndex.class, SlugIndex.idOf(fromSlug));
        from.release();
        var to =
                repository()
                        .find(SlugIndex.class, SlugIndex.idOf(toSlug))
                        .orElseGet(() -> SlugIndex.ofNew(toSlug));
        to.take(toSlug, page.id());
        page.moveTo(toSlug);
        save(page, from, to);
    }

    /** Returns the page at an address, or empty if there is none. */
    public Optional<Page> find(String slug) {
        return repository()
                .find(SlugIndex.class, SlugIndex.idOf(slug))
                .flatMap(SlugIndex::pageId)
                .map(id -> repository().get(Page.class, id));
    }

    private String pageIdAt(String slug) {
        return find(slug)
                .orElseThrow(() -> new AggregateNotFoundException(Page.class.getName(), slug))
                .id();
    }
}
