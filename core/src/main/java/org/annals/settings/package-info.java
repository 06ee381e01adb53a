/**
 * How an application is told what to use: keys and values, and components handed over as objects.
 *
 * <p>Start with {@link org.annals.settings.Settings}. An application and its recorder read them as
 * {@link org.annals.settings.NamedSettings}, which know the application's name and so its prefix.
 *
 * <p><b>May use:</b> {@code domain}. <b>Used by:</b> {@code persistence} and every room above.
 *
 * <p><b>Threads:</b> {@code Settings} are immutable; {@code NamedSettings} may be shared.
 */
@NullMarked
package org.annals.settings;

import org.jspecify.annotations.NullMarked;
