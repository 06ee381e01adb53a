package org.annals.dcb;

/**
 * A question, and the events that answer it. It records nothing.
 *
 * {@snippet class="org.annals.dcb.SliceTest" region="query"}
 *
 * @param <E> the events
 */
public abstract non-sealed class QuerySlice<E> extends DecisionModel<E> {
    /** Makes a question that nothing was read for. */
    protected QuerySlice() {}
}
