package org.annals.benchmarks;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.LogRecorder;
import org.annals.settings.Settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In memory, not durable. Stateless. */
final class MemoryStorage implements Storage {
    @Override
    public String description() {
        return "memory: none";
    }

    @Override
    public EmptyLog emptyLog(Settings settings) {
        return new EmptyLog(settings.with("PERSISTENCE_MODULE", "memory"), () -> {}, List.of());
    }

    @Override
    public List<Side> appending(AppendLoad load) {
        return List.of();
    }

    @Override
    public RawLog copy(LogRecorder recorder) {
        return new Rows(recorder, new HashMap<>());
    }

    @Override
    public String toString() {
        return "memory";
    }

    /** Ledgers as rows, each from when it was first asked for. */
    private record Rows(LogRecorder recorder, Map<String, List<RawRow>> ledgers) implements RawLog {
        @Override
        public Balance load(String aggregateId) {
            var balance = new Balance();
            for (RawRow row : ledgers.computeIfAbsent(aggregateId, this::read)) {
                balance.apply(RawRow.decoded(row.type, row.json));
            }
            return balance;
        }

        private List<RawRow> read(String aggregateId) {
            return recorder.readAggregate(AggregateSelection.of(aggregateId))
                    .map(RawRow::of)
                    .toList();
        }

        @Override
        public List<Side> scanning(Form form) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
