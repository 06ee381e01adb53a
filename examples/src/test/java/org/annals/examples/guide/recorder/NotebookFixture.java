package org.annals.examples.guide.recorder;

// @start region="fixture"
import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;
import org.annals.testkit.contract.RecorderFixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class NotebookFixture implements RecorderFixture {
    private final Notebook notebook = new Notebook("Contract");
    private final List<Recorder> opened = new ArrayList<>();
    private Recorder recorder = open(Limits.defaults());

    private Recorder open(Limits limits) {
        var opening = new NotebookRecorder(notebook, limits);
        opened.add(opening);
        return opening;
    }

    @Override
    public Recorder recorder() {
        return recorder;
    }

    @Override
    public Recorder reopen(Limits limits) {
        recorder.close();
        recorder = open(limits);
        return recorder;
    }

    @Override
    public Recorder openSecond() {
        return open(Limits.defaults());
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public TransactionWork writingRow(String key, String value) {
        return transaction -> transaction.as(NotebookRows.class).put(key, value);
    }

    @Override
    public Optional<String> findRow(String key) {
        notebook.lock.lock();
        try {
            return Optional.ofNullable(notebook.rows.get(key));
        } finally {
            notebook.lock.unlock();
        }
    }

    @Override
    public void close() {
        opened.forEach(Recorder::close);
    }
}
// @end
