package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.junit.jupiter.api.Test;

import java.util.List;

final class ConflictsTest {
    private final Conflicts conflicts = new Conflicts();

    @Test
    void valuesOfTagsMakeNoKindOfTheirOwn() {
        for (String id : List.of("maths", "physics")) {
            conflicts.add(
                    Course.class,
                    Query.of(
                            QueryItem.ofTags(EventTag.of("course", id)),
                            QueryItem.ofTypes("Joined", "Added")));
        }
        assertThat(conflicts.counts())
                .containsExactly(
                        new ConflictCount(
                                Course.class.getName(),
                                List.of("Added, Joined with any tags", "any event with course"),
                                2));
    }

    @Test
    void kindsBeyondAThousandAreCountedTogether() {
        for (int i = 0; i < 1_500; i++) {
            conflicts.add(Course.class, Query.ofTypes("Type" + i));
        }
        conflicts.add(Course.class, Query.ofTypes("Type0"));
        List<ConflictCount> counts = conflicts.counts();
        assertThat(counts).hasSize(1_001);
        assertThat(counts.getFirst()).isEqualTo(new ConflictCount("others", List.of(), 500));
        assertThat(counts.get(1).conflicts()).as("a known kind stays apart").isEqualTo(2);
    }
}
