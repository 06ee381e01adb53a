package org.annals.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.application.AggregateNotFoundException;
import org.annals.domain.Metadata;
import org.annals.examples.RecorderKind;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.Map;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class PagesTest {
    private final RecorderKind recorder;

    PagesTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @Test
    void aPageIsFoundByItsAddress(@TempDir Path folder) {
        try (var pages = new Pages(recorder.in(folder))) {
            var id = pages.create("Welcome", "welcome", "Hello.");

            var page = pages.find("welcome").orElseThrow();

            assertThat(page.id()).isEqualTo(id);
            assertThat(page.title()).isEqualTo("Welcome");
            assertThat(page.body()).isEqualTo("Hello.");
            assertThat(pages.find("other")).isEmpty();
        }
    }

    // APP-5
    @Test
    void aSecondPageAtAnAddressConflictsAndDoesNotExist(@TempDir Path folder) {
        try (var pages = new Pages(recorder.in(folder))) {
            var first = pages.create("Welcome", "welcome", "Hello.");
            long head = pages.events().recorder().head();

            assertThatThrownBy(() -> pages.create("Welcome too", "welcome", "Hi."))
                    .isInstanceOf(VersionConflictException.class)
                    .hasMessageContaining(SlugIndex.idOf("welcome"));

            assertThat(pages.find("welcome").orElseThrow().id()).isEqualTo(first);
            assertThat(pages.events().recorder().head()).isEqualTo(head);
        }
    }

    @Test
    void theAuthorIsInTheMetadataOfWhatIsDoneInTheScope(@TempDir Path folder) {
        try (var pages = new Pages(recorder.in(folder))) {
            Metadata.with(
                    Map.of(Pages.AUTHOR, "ada"),
                    () -> pages.create("Welcome", "welcome", "Hello."));
            assertThat(pages.find("welcome").orElseThrow().modifiedBy()).isEqualTo("ada");

            Metadata.with(
                    Map.of(Pages.AUTHOR, "ben"), () -> pages.changeBody("welcome", "Good day."));

            var page = pages.find("welcome").orElseThrow();
            assertThat(page.body()).isEqualTo("Good day.");
            assertThat(page.modifiedBy()).isEqualTo("ben");
            assertThat(Metadata.current()).isEmpty();
        }
    }

    @Test
    void anUnchangedTextIsNoEvent(@TempDir Path folder) {
        try (var pages = new Pages(recorder.in(folder))) {
            pages.create("Welcome", "welcome", "Hello.");

            pages.changeBody("welcome", "Hello.");

            assertThat(pages.find("welcome").orElseThrow().version()).isEqualTo(1);
        }
    }

    @Test
    void aPageMovesAndLeavesItsAddressFree(@TempDir Path folder) {
        try (var pages = new Pages(recorder.in(folder))) {
            var id = pages.create("Welcome", "welcome", "Hello.");
            var other = pages.create("Other", "other", "Else.");

            pages.move("welcome", "start");
            pages.move("other", "welcome");

            assertThat(pages.find("start").orElseThrow().id()).isEqualTo(id);
            assertThat(pages.find("start").orElseThrow().slug()).isEqualTo("start");
            assertThat(pages.find("welcome").orElseThrow().id()).isEqualTo(other);
            assertThat(pages.find("other")).isEmpty();
        }
    }

    @Test
    void aPageCannotMoveToWhereAnotherIs(@TempDir Path folder) {
        try (var pages = new Pages(recorder.in(folder))) {
            pages.create("Welcome", "welcome", "Hello.");
            var other = pages.create("Other", "other", "Else.");

            assertThatThrownBy(() -> pages.move("welcome", "other"))
                    .isInstanceOf(SlugTakenException.class)
                    .hasMessageContaining(other);

            assertThat(pages.find("welcome")).isPresent();
        }
    }

    @Test
    void whatIsNotThereCannotBeChanged(@TempDir Path folder) {
        try (var pages = new Pages(recorder.in(folder))) {
            assertThatThrownBy(() -> pages.changeBody("nowhere", "Hello."))
                    .isInstanceOf(AggregateNotFoundException.class)
                    .hasMessageContaining("nowhere");
        }
    }
}
