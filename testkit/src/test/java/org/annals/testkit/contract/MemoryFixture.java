package org.annals.testkit.contract;

import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fixture of a {@link MemoryRecorder}: neither durable nor shared. */
final class MemoryFixture implements RecorderFixture {
    private static final String NAME = "Memory";

    private final List<Recorder> opened = new ArrayList<>();
    private final boolean chained;
    private MemoryRecorder recorder;

    MemoryFixture() {
        this(false);
    }

    private MemoryFixture(boolean chained) {
        this.chained = chained;
        this.recorder = open(Limits.defaults());
    }

    static MemoryFixture chained() {
        return new MemoryFixture(true);
    }

    private MemoryRecorder open(Limits limits) {
        return chained
                ? MemoryRecorder.openChained(NAME, limits)
                : MemoryRecorder.open(NAME, limits);
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
        Recorder second = open(Limits.defaults());
        opened.add(second);
        return second;
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean isChained() {
        return chained;
    }

    @Override
    public TransactionWork writingRow(String key, String value) {
        return transaction -> transaction.as(MemoryTables.class).put("own", key, value);
    }

    @Override
    public Optional<String> findRow(String key) {
        return recorder.readTables(tables -> tables.find("own", key));
    }

    @Override
    public void close() {
        recorder.close();
        opened.forEach(Recorder::close);
    }
}
