/**
 * How a log is followed: in order, each event once, whatever fails on the way.
 *
 * <p>Start with {@link org.annals.following.Follower}. It reads an {@link
 * org.annals.following.Upstream} and hands its events to a {@link org.annals.following.Downstream},
 * which records what follows from them together with the place reached. A {@link
 * org.annals.following.FailurePolicy} says what becomes of an event that cannot be processed, and a
 * {@link org.annals.following.FollowerStatus} how it fares. {@link org.annals.following.Partitions}
 * are followed side by side. {@link org.annals.following.NotificationLogReader} only reads.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}, {@code persistence}, {@code dcb}, {@code
 * application}, {@code recording}. <b>Used by:</b> {@code projection}, {@code system}.
 *
 * <p><b>Threads:</b> everything here may be shared unless a type says otherwise.
 */
@NullMarked
package org.annals.following;

import org.jspecify.annotations.NullMarked;
