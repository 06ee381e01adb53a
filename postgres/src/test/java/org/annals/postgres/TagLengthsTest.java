package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.LogSelection;
import org.junit.jupiter.api.Test;

import java.util.List;

final class TagLengthsTest {
    private static final EventTag COURSE = EventTag.of("course", "c1");
    private static final EventTag STUDENT = EventTag.of("student", "s1");
    private static final LogSelection ALL = LogSelection.all();

    private final TagLengths lengths = new TagLengths();

    private List<EventTag> inOrder() {
        return lengths.shortestFirst(List.of(STUDENT, COURSE));
    }

    @Test
    void tagsOfWhichNothingIsKnownAreInTheOrderOfTheirText() {
        assertThat(inOrder()).containsExactly(COURSE, STUDENT);
    }

    @Test
    void aTagThatWasNotWalkedHasItsTurn() {
        lengths.learn(COURSE, ALL, 3, false);

        assertThat(inOrder()).containsExactly(STUDENT, COURSE);
    }

    @Test
    void theShorterOfTwoKeysIsFirstWhateverTheValue() {
        lengths.learn(COURSE, ALL, 100, false);
        lengths.learn(EventTag.of("student", "s2"), ALL, 20, false);

        assertThat(inOrder()).containsExactly(STUDENT, COURSE);
    }

    @Test
    void oneShortTagDoesNotMakeItsKeyShort() {
        lengths.learn(COURSE, ALL, 100, false);
        lengths.learn(STUDENT, ALL, 20, false);
        lengths.learn(EventTag.of("course", "c2"), ALL, 0, false);

        assertThat(inOrder()).containsExactly(STUDENT, COURSE);
    }

    @Test
    void manyShortTagsDo() {
        lengths.learn(COURSE, ALL, 100, false);
        lengths.learn(STUDENT, ALL, 20, false);
        for (int i = 0; i < 20; i++) {
            lengths.learn(EventTag.of("course", "c" + i), ALL, 1, false);
        }

        assertThat(inOrder()).containsExactly(COURSE, STUDENT);
    }

    @Test
    void aTagThatWentOnIsLongAtOnce() {
        lengths.learn(COURSE, ALL, 5, false);
        lengths.learn(STUDENT, ALL, 20, false);
        lengths.learn(COURSE, ALL, 128, true);

        assertThat(inOrder()).containsExactly(STUDENT, COURSE);
    }

    @Test
    void aPartOfATagDoesNotMakeItShorter() {
        lengths.learn(COURSE, ALL, 100, false);
        lengths.learn(STUDENT, ALL, 20, false);
        for (int i = 0; i < 20; i++) {
            lengths.learn(COURSE, ALL.after(1_000), 0, false);
            lengths.learn(COURSE, ALL.upTo(10), 0, false);
        }

        assertThat(inOrder()).containsExactly(STUDENT, COURSE);
    }
}
