package org.annals.testkit.contract;

import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fixture of a {@link ListRecorder}, or of one that differs from it a little. */
final class ListFixture implements RecorderFixture {
    private final Opener opener;
    private final Kind kind;
    private final List<Recorder> opened = new ArrayList<>();
    private ListStore store = new ListStore("lists");
    private Recorder recorder;

    /** Whether a list is kept when its recorder is closed, and shared with a second one. */
    enum Kind {
        KEPT,
        FORGOTTEN
    }

    /** Opens a recorder on a store. */
    @FunctionalInterface
    interface Opener {
        Recorder open(ListStore store, Limits limits);
    }

    ListFixture(Kind kind, Opener opener) {
        this.kind = kind;
        this.opener = opener;
        this.recorder = opener.open(store, Limits.defaults());
        opened.add(recorder);
    }

    @Override
    public Recorder recorder() {
        return recorder;
    }

    @Override
    public Recorder reopen(Limits limits) {
        recorder.close();
        if (!isDurable()) {
            store = new ListStore("lists");
        }
        recorder = opener.open(store, limits);
        opened.add(recorder);
        return recorder;
    }

    @Override
    public Recorder openSecond() {
        ListStore seen = isShared() ? store : new ListStore("lists");
        Recorder second = opener.open(seen, Limits.defaults());
        opened.add(second);
        return second;
    }

    @Override
    public boolean isDurable() {
        return kind == Kind.KEPT;
    }

    @Override
    public boolean isShared() {
        return kind == Kind.KEPT;
    }

    @Override
    public boolean isChained() {
        return true;
    }

    @Override
    public TransactionWork writingRow(String key, String value) {
        return transaction -> transaction.as(ListRows.class).put(key, value);
    }

    @Override
    public Optional<String> findRow(String key) {
        store.lock.lock();
        try {
            return Optional.ofNullable(store.rows.get(key));
        } finally {
            store.lock.unlock();
        }
    }

    @Override
    public void close() {
        opened.forEach(Recorder::close);
    }
}
