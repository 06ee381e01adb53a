package org.annals.benchmarks;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredForm;

import java.util.List;
import java.util.stream.LongStream;

/** The part of a row that a yardstick need not make anew: the same JSON as the library's. */
final class RawRow {
    private static final int SAMPLES = 1_024;
    private static final JsonTranscoder TRANSCODER = JsonTranscoder.create();

    final String type;
    final long recordedAt;
    final byte[] json;

    private RawRow(StoredEvent stored) {
        this.type = stored.type();
        this.recordedAt = stored.timestampMicros();
        this.json = stored.data().toArray(StoredForm.HEADER_LENGTH);
    }

    static RawRow of(StoredEvent stored) {
        return new RawRow(stored);
    }

    /** Returns rows of the sample entries. */
    static List<RawRow> samples() {
        var mapper = new Mapper(EventTypes.of(List.of(Ledger.TYPE)), TRANSCODER);
        return LongStream.range(0, SAMPLES)
                .mapToObj(number -> DomainEvent.of(Entries.sample(number), EventDetails.none()))
                .map(event -> of(mapper.toStored(event)))
                .toList();
    }

    static Ledger.Event decoded(String type, byte[] json) {
        return switch (type) {
            case "Ledger.Opened" -> TRANSCODER.decode(json, Ledger.Event.Opened.class);
            case "Ledger.Entered" -> TRANSCODER.decode(json, Ledger.Event.Entered.class);
            default -> throw new IllegalStateException("No event is stored as " + type + ".");
        };
    }
}
