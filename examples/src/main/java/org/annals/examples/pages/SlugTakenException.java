package org.annals.examples.pages;

/** An address belongs to another page. Choose another one. */
public final class SlugTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SlugTakenException(String slug, String pageId) {
        super("The address '%s' belongs to page '%s'. Choose another one.".formatted(slug, pageId));
    }
}
