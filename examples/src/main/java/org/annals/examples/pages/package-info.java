/**
 * Pages with addresses of which each is taken once: an index aggregate whose id is made of the
 * address is saved together with the page, so its first version can be had by one page alone.
 *
 * <p>Start with {@link org.annals.examples.pages.Pages}. Who was at work is in the metadata.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests and the guide.
 *
 * <p><b>Threads:</b> the application may be shared; aggregates are for one thread at a time.
 */
@NullMarked
package org.annals.examples.pages;

import org.jspecify.annotations.NullMarked;
