package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.bank.Account;
import org.annals.examples.dogschool.Certificate;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.persistence.EventTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class CatalogueCommandTest {
    private static final Path CLASSES =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/classes");

    private @TempDir Path folder;

    private Run run(String... more) {
        String[] args = new String[more.length + 1];
        args[0] = "catalogue";
        System.arraycopy(more, 0, args, 1, more.length);
        return Run.in(folder, args);
    }

    @Test
    void theEventsOfTheExamplesAreToldWithWhoTriggersAndHandlesThem() {
        Run run = run(CLASSES.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        """
                        ### `Dog.TrickAdded`

                        - version 1
                        - class `org.annals.examples.dogschool.Dog.Event.TrickAdded`
                        - `String trick`
                        - triggered by `DogDecider.decide` (decider), `ImmutableDogSchool.addTrick` (application), `dogschool.Dog.addTrick` (aggregate)
                        - applied by `DogDecider` (decider), `DogState` (evolution), `dogschool.Dog` (aggregate)
                        - followed by `Certificates` (process application)
                        - projected by `TrickCounts` (projection)
                        """)
                .contains(
                        """
                        - class `org.annals.examples.dogschool.declared.DogEvent.TrickAdded`
                        - `String trick`
                        - triggered by `declared.Dog.addTrick` (aggregate)
                        - applied by `declared.Dog` (aggregate)
                        - **followed by nobody**
                        """)
                .contains("`School.decide` (decider)", "`objects.Enrolment.join` (group)")
                .contains("`slices.JoinCourse` (slice)", "`objects.Course` (enduring object)")
                .contains("`declared.Enrolment.join` (group)", "as `GitFile.Event`)")
                .contains("```mermaid\nflowchart LR\n")
                .contains("    application_DogSchool ==> process_application_Certificates\n")
                .contains("    event_Dog_Event_TrickAdded --> projection_TrickCounts\n");
        assertThat(run(CLASSES.toString())).isEqualTo(run);
    }

    @Test
    void eventsAreCalledAsTheyAreStored() {
        String page = run(CLASSES.toString()).out();
        var types =
                EventTypes.of(
                        Dog.Event.class,
                        Certificate.Event.class,
                        Account.Event.class,
                        EnrolmentEvent.class);

        assertThat(types.eventClasses())
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        each ->
                                assertThat(page)
                                        .contains(
                                                "### `%s`\n\n- version %d"
                                                        .formatted(
                                                                types.typeOf(each).name(),
                                                                types.typeOf(each).version())));
    }

    @Test
    void thePageIsWrittenIntoAFileWhichIsReplaced() throws IOException {
        Files.writeString(folder.resolve("events.md"), "of yesterday");

        Run run = run("--output", "events.md", CLASSES.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).matches("\\S+events.md of \\d+ events\\R");
        assertThat(Files.readString(folder.resolve("events.md")))
                .isEqualTo(run(CLASSES.toString()).out());
    }

    @Test
    void whatHasNoClassesIsRefusedAndThePageLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("events.md"), "of yesterday");

        Run run = run("--output", "events.md", "empty");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("annals: There is no '", "empty'. Give one that is there.");

        Files.createDirectory(folder.resolve("empty"));
        Run again = run("--output", "events.md", CLASSES.toString(), "empty");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("empty' has no class files. Compile first");
        assertThat(run("events.md").err()).contains("nor a jar that can be read");
        assertThat(folder.resolve("events.md")).hasContent("of yesterday");
        assertThat(run().exitCode()).as("no classes are given").isEqualTo(2);
    }
}
