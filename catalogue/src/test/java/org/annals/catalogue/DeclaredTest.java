package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class DeclaredTest {
    private @TempDir Path folder;

    @Test
    void whatIsGeneratedIsToldAsWhatTheUserHasWritten() {
        Told told =
                Told.of(
                        folder,
                        """
                        @EventSourced(state = Dog.State.class)
                        abstract class Dog extends Aggregate<DogEvent> {
                            @EventType(version = 2) record State(String name) {}
                            String name;
                            @Event("Registered") Dog(String name) { this.name = name; }
                            Dog(State state) { name = state.name(); }
                            static Dog register(String name) { return new Dog_(name); }
                            @Event void rename(String name) { this.name = name; }
                            @Event(replayOnly = true) void sell(String to) {}
                            State state() { return new State(name); }
                        }
                        sealed interface PlaceEvent {
                            record Offered(@Tag("place") String placeId) implements PlaceEvent {}
                            record Taken(@Tag("place") String placeId, String by)
                                    implements PlaceEvent {}
                        }
                        @EventSourced
                        abstract class Take extends Slice<PlaceEvent> {
                            private final String placeId;
                            private boolean isFree;
                            Take(String placeId) {
                                this.placeId = placeId;
                                boundary(EventTag.of("place", placeId));
                            }
                            @On(PlaceEvent.Offered.class) void offered() { isFree = true; }
                            @Observe(PlaceEvent.Taken.class) void taken(String by) {}
                            @Override protected void execute() {
                                trigger(new PlaceEvent.Taken(placeId, "me"));
                            }
                        }
                        class School extends Application {
                            School(Settings settings) {
                                super(settings, Dog_.TYPE, EventTypes.of(PlaceEvent.class));
                            }
                            void take() { execute(new Take_("window")); }
                            String register(String name) {
                                var dog = Dog.register(name);
                                save(dog);
                                return dog.id();
                            }
                        }
                        """);

        assertThat(told.event("Dog.Registered"))
                .contains(
                        "- `String name`",
                        "- triggered by `Dog.register` (aggregate)",
                        "- applied by `Dog` (aggregate)");
        assertThat(told.event("Dog.Rename")).contains("- triggered by `Dog.rename` (aggregate)");
        assertThat(told.event("Dog.Sell"))
                .contains(
                        "- **triggered by nobody**: recorded no more, or by hand",
                        "- applied by `Dog` (aggregate)");
        assertThat(told.event("Place.Offered")).contains("- folded by `Take` (slice)");
        assertThat(told.edges()).contains("application_School --- slice_Take");
        assertThat(told.event("Place.Taken"))
                .contains("- triggered by `Take.execute` (slice)", "- observed by `Take` (slice)");
        assertThat(told.page()).doesNotContain("Dog_", "Take_", "State");
        assertThat(told.page())
                .contains("| `School` | application | `DogEvent`, `PlaceEvent` |  |");
        assertThat(told.edges()).contains("application_School --- aggregate_Dog");
    }
}
