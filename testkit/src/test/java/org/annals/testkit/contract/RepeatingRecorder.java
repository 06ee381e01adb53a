package org.annals.testkit.contract;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.RecorderClosedException;

/** Sends every request twice, as if the first reply had been lost, where events tell a repeat. */
final class RepeatingRecorder extends ListRecorder {
    RepeatingRecorder(ListStore store, Limits limits) {
        super(store, limits);
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        AppendReceipt first = super.append(request);
        try {
            return request.events().isEmpty() ? first : super.append(request);
        } catch (RecorderClosedException closedMeanwhile) {
            return first;
        }
    }
}
