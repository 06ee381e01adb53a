package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class MergesTest {
    private SmallRepository repository;

    @BeforeEach
    void open(@TempDir Path folder) {
        repository = SmallRepository.in(folder);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void aMergeOfBranchesThatDidNotMeetAddsNothing() {
        ObjectId base = repository.write("a", "1\n").commit();
        ObjectId left = repository.write("left", "1\n").commit();
        repository.at(base).write("right", "1\n").commit();
        ObjectId right = repository.commit();
        repository.at(left).write("right", "1\n").commit(right);

        assertThat(Importing.told(repository))
                .endsWith("commit of 0")
                .containsOnlyOnce("left: created +1 -0", "right: created +1 -0");
    }

    @Test
    void aMergeRecordsWhatDiffersFromAllItsParents() {
        ObjectId base = repository.write("a", "1\n2\n3\n").write("gone", "1\n").commit();
        ObjectId left = repository.write("a", "LEFT\n2\n3\n").commit();
        ObjectId right = repository.at(base).write("a", "1\n2\nRIGHT\n").commit();
        repository.at(left).write("a", "LEFT\n2\nRIGHT\n").write("new", "1\n").remove("gone");
        repository.commit(right);

        assertThat(Importing.told(repository))
                .endsWith(
                        "gone: deleted +0 -1",
                        "a: changed +1 -1",
                        "new: created +1 -0",
                        "commit of 3");
    }

    @Test
    void aMergeOfThreeIsReadToo() {
        ObjectId base = repository.write("a", "0\n").commit();
        ObjectId one = repository.write("a", "1\n").commit();
        ObjectId two = repository.at(base).write("a", "2\n").commit();
        ObjectId three = repository.at(base).write("a", "3\n").commit();
        repository.at(one).write("a", "1\n2\n3\n").commit(two, three);

        assertThat(Importing.told(repository)).endsWith("a: changed +2 -0", "commit of 1");
    }

    @Test
    void whatTwoBranchesDidToOneFileIsDecidedByItsState() {
        ObjectId base = repository.write("a", "1\n").write("b", "1\n").commit();
        ObjectId left = repository.remove("a").write("new", "x\ny\nz\n").commit();
        ObjectId right = repository.at(base).remove("a").write("new", "x\ny\nz\n").commit();
        ObjectId third = repository.at(base).write("a", "1\n2\n").commit();
        repository.at(left).write("a", "1\n2\n").commit(right, third);

        var told = Importing.told(repository);

        assertThat(told).filteredOn("a: deleted +0 -1"::equals).hasSizeBetween(1, 2);
        assertThat(told)
                .as("what is there is changed, and never created twice")
                .containsOnlyOnce("new: created +3 -0")
                .containsOnlyOnce("new: changed +3 -0");
    }

    @Test
    void parentsComeBeforeChildrenWhateverTheClocksSay() {
        ObjectId base = repository.write("a", "1\n").commit();
        ObjectId left = repository.write("a", "1\n2\n").commit();
        ObjectId early = repository.at(base).write("b", "1\n").commit();
        repository.at(left).write("b", "1\n").commit(early);
        repository.remove("b").commit();

        assertThat(Importing.told(repository))
                .containsSubsequence("a: created +1 -0", "a: changed +1 -0")
                .containsSubsequence("b: created +1 -0", "b: deleted +0 -1");
    }
}
