package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.Origin;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the log says of what was answered: RELIABILITY.md, section 5. Immutable. */
record Witness(List<UUID> ids) {
    /** Reads the whole log, and demands that positions and versions have no holes. */
    static Witness of(Recorder recorder) {
        List<UUID> ids = new ArrayList<>();
        Map<String, Long> versions = new HashMap<>();
        LogStream.of(recorder, LogSelection.all())
                .forEach(
                        each -> {
                            ids.add(each.storedEvent().id());
                            assertThat(each.position()).isEqualTo(ids.size());
                            Origin origin = each.storedEvent().origin();
                            if (origin != null) {
                                Long before = versions.put(origin.aggregateId(), origin.version());
                                assertThat(origin.version())
                                        .isEqualTo(before == null ? 1 : before + 1);
                            }
                        });
        assertThat(ids).doesNotHaveDuplicates();
        return new Witness(List.copyOf(ids));
    }

    /** Demands that an append is there, whole and in order, where its receipt says. */
    void assertHas(Load.Acknowledged append) {
        List<UUID> expected = append.events().stream().map(StoredEvent::id).toList();
        assertThat(ids.subList((int) append.receipt().first() - 1, (int) append.receipt().last()))
                .isEqualTo(expected);
    }
}
