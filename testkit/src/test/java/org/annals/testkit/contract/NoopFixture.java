package org.annals.testkit.contract;

import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;

import java.util.Optional;

/**
 * The fixture of a recorder that does nothing.
 *
 * @param isDurable what it pretends
 * @param isShared what it pretends
 * @param isChained what it pretends
 */
record NoopFixture(boolean isDurable, boolean isShared, boolean isChained)
        implements RecorderFixture {
    @Override
    public Recorder recorder() {
        return new NoopRecorder();
    }

    @Override
    public Recorder reopen(Limits limits) {
        return new NoopRecorder();
    }

    @Override
    public Recorder openSecond() {
        return new NoopRecorder();
    }

    @Override
    public TransactionWork writingRow(String key, String value) {
        return transaction -> {};
    }

    @Override
    public Optional<String> findRow(String key) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
