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
    private MemoryRecorder recorder = MemoryRecorder.open(NAME);

    @Override
    public Recorder recorder() {
        return recorder;
    }

    @Override
    public Recorder reopen(Limits limits) {
        recorder.close();
        recorder = MemoryRecorder.open(NAME, limits);
        return recorder;
    }

    @Override
    public Recorder openSecond() {
        Recorder second = MemoryRecorder.open(NAME);
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
