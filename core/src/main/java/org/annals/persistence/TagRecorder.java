package org.annals.persistence;

import java.util.List;

/**
 * Lets recorded events be selected by more tags than they were recorded with.
 *
 * <p>An added tag is one of the log's index and not of the event: the event reads back as it was
 * recorded, its digest and its ciphertext stay as they are, and it is selected by its own tags and
 * by those added, in pages, in conditions, and in what a subscription has yet to catch up with. A
 * subscription that has come to the head selects what comes by the event's own tags. Nobody is
 * woken, and what a reader has passed it does not see again. Tags are never taken away.
 *
 * <p>To fill a whole log is what an {@link EventStore} with a {@link TagFilling} does.
 *
 * <p>Instances may be shared between threads. Both methods throw {@link RecorderClosedException}
 * after {@link #close()}, {@link RecorderUnavailableException} while the database cannot be
 * reached, {@link OutcomeUnknownException} if the reply was lost, after which they may be called
 * again, and {@link IllegalStateException} if they are called by the work of an append to this
 * recorder. Other appends wait as for one append of as many rows. Interrupts are heeded as by
 * {@link AggregateRecorder}.
 */
public interface TagRecorder extends ProcessRecorder {
    /**
     * Adds tags to recorded events, all or none. What an event is selected by already changes
     * nothing, so the same tags may be added again at any time.
     *
     * @throws IllegalArgumentException if there is no event at one of the positions, or a limit is
     *     exceeded by what is added here to one event, or to all; nothing was written
     * @throws org.annals.settings.ConfigurationException if the database does not let this user;
     *     nothing was written
     */
    void addTags(List<AddedTags> added);

    /**
     * Adds tags to recorded events, possibly to none, and moves the place that says how far that
     * has come, both or neither.
     *
     * @throws TrackingConflictException as {@link #track} does
     * @throws IllegalArgumentException as the other method does
     * @throws org.annals.settings.ConfigurationException as the other method does
     */
    void addTags(List<AddedTags> added, Tracking place);

    @Override
    void close();
}
