package org.annals.persistence;

import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps stored events, and reads those of one aggregate back. The lowest role of a recorder.
 *
 * <p>Most code is better served by an {@link EventStore}, which speaks in domain events. A new
 * recorder is finished when it passes every contract of its roles in the testkit. Instances may be
 * shared between threads, virtual ones included. Every method throws {@link
 * RecorderClosedException} after {@link #close()}, and {@link RecorderUnavailableException} while
 * the database cannot be reached.
 *
 * <p>An interrupted thread gets whatever it need not wait for. An append whose caller is
 * interrupted before it is taken throws {@link RecorderUnavailableException}, and nothing of it is
 * written; afterwards it waits for its outcome. The thread's flag is kept either way.
 */
public interface AggregateRecorder extends AutoCloseable {
    /**
     * Appends the events of one request, all or none.
     *
     * <p>On return they are as durable as the recorder is configured to make them, hold consecutive
     * positions in the order given, and are visible to every read that starts later. A request
     * whose events are all recorded already, as neighbours in this order with the same origins and
     * types, writes nothing and returns the first receipt.
     *
     * @throws VersionConflictException if a version is taken or would leave a hole; nothing was
     *     written
     * @throws IllegalArgumentException if an event id is recorded otherwise, or a limit is
     *     exceeded; nothing was written
     * @throws OutcomeUnknownException if the reply was lost; the same request may be repeated at
     *     any time
     */
    AppendReceipt append(List<StoredEvent> events);

    /**
     * Returns the selected events of an aggregate, none if it is unknown. The stream reads as it is
     * consumed, within bounded memory, holds no resource between two steps, and need not be closed.
     * So whatever is wrong is thrown when it is consumed, {@link RecorderClosedException} included.
     */
    Stream<StoredEvent> readAggregate(AggregateSelection selection);

    /**
     * Ends waiting calls, stops and joins the recorder's threads and frees what it holds. Calls
     * that wait for their outcome get one; streams that were begun end with {@link
     * RecorderClosedException}. A second call does nothing.
     */
    @Override
    void close();
}
