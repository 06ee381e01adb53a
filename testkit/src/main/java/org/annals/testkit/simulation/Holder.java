package org.annals.testkit.simulation;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.Recorder;

/** A process, as its recorders know it. For one thread, but for {@link #isGone}. */
interface Holder {
    /** Returns whether it has crashed, so that nothing that it still does has an effect. */
    boolean isGone();

    /** Has a request appended to what an application has stored, or suffers what becomes of it. */
    AppendReceipt append(String application, Recorder store, AppendRequest request);

    /** Is told of a lease that it was given. */
    void holds(String application, Recorder store, Lease lease);

    /** The one in which the script's commands run: it never crashes, and follows nobody. */
    static Holder ofScript() {
        return new Holder() {
            @Override
            public boolean isGone() {
                return false;
            }

            @Override
            public AppendReceipt append(String application, Recorder store, AppendRequest request) {
                return store.append(request);
            }

            @Override
            public void holds(String application, Recorder store, Lease lease) {
                throw new IllegalStateException(
                        "The script's process follows nobody, and was given %s.".formatted(lease));
            }
        };
    }
}
