package org.annals.application;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Records in memory, and throws in place of each of the first replies. Unless it says otherwise the
 * append was recorded.
 */
final class LosingReplies implements PersistenceModule {
    private final Queue<RuntimeException> losses;
    private Runnable insteadOfAppending = () -> {};
    private boolean losesRequests;

    private LosingReplies(List<RuntimeException> losses) {
        this.losses = new ArrayDeque<>(losses);
    }

    static LosingReplies of(RuntimeException... losses) {
        return new LosingReplies(List.of(losses));
    }

    /**
     * Loses the first requests, and not only their replies: something else happens in their place.
     */
    LosingReplies beforeAppending(Runnable instead) {
        losesRequests = true;
        insteadOfAppending = instead;
        return this;
    }

    /** Loses the reply to the next append, and records it. */
    void loseNext(RuntimeException loss) {
        losesRequests = false;
        losses.add(loss);
    }

    /** Loses the next append itself: nothing is recorded. */
    void refuseNext(RuntimeException loss) {
        losesRequests = true;
        losses.add(loss);
    }

    @Override
    public String name() {
        return "losing";
    }

    @Override
    public Set<String> keys() {
        return Set.of();
    }

    @Override
    public Recorder open(NamedSettings settings) {
        var recorder = MemoryRecorder.open(settings.applicationName());
        return (Recorder)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Recorder.class},
                        (proxy, method, arguments) ->
                                arguments != null && arguments[0] instanceof AppendRequest request
                                        ? append(recorder, request)
                                        : method.invoke(recorder, arguments));
    }

    private AppendReceipt append(Recorder recorder, AppendRequest request) {
        RuntimeException loss = losses.poll();
        if (loss == null) {
            return recorder.append(request);
        }
        if (losesRequests) {
            insteadOfAppending.run();
        } else {
            recorder.append(request);
        }
        throw loss;
    }
}
