package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

final class EnvelopeTest {
    private static final Map<String, String> U1 = Map.of("user_id", "u1");

    @Test
    void anEventHasTheMetadataOfTheCodeThatTriggersIt() {
        // @start region="metadata"
        Dog inside = Metadata.with(Map.of("user_id", "u1"), () -> Dog.register("Fido"));
        // @end
        Dog after = Dog.register("Buster");

        assertThat(metadataOf(inside)).isEqualTo(U1);
        assertThat(metadataOf(after)).isEmpty();
    }

    @Test
    void nestedScopesMergeAndTheInnerValueWins() {
        List<Map<String, String>> seen = new ArrayList<>();

        Metadata.with(
                Map.of("user_id", "u1", "tenant", "t1"),
                () ->
                        Metadata.with(
                                Map.of("user_id", "u2"),
                                () -> {
                                    seen.add(Metadata.current());
                                    Metadata.only(
                                            Map.of("job", "j1"),
                                            () -> seen.add(Metadata.current()));
                                    Metadata.only(Map.of(), () -> seen.add(Metadata.current()));
                                    seen.add(Metadata.current());
                                }));

        Map<String, String> merged = Map.of("user_id", "u2", "tenant", "t1");
        assertThat(seen).containsExactly(merged, Map.of("job", "j1"), Map.of(), merged);
        assertThat(Metadata.current()).isEmpty();
    }

    @Test
    void aScopeThatThrowsIsLeftAllTheSame() {
        Runnable failing =
                () -> {
                    throw new IllegalStateException("inside");
                };

        assertThatThrownBy(() -> Metadata.with(U1, failing)).hasMessage("inside");
        assertThat(Metadata.current()).isEmpty();
    }

    @Test
    void metadataGivenWithTheEventWinsOverAnyScope() {
        Dog dog =
                Metadata.with(
                        Map.of("user_id", "u1", "tenant", "t1"),
                        () ->
                                Dog.register(
                                        "Fido",
                                        EventDetails.none().withMetadata(Map.of("user_id", "u9"))));

        assertThat(metadataOf(dog)).isEqualTo(Map.of("user_id", "u9", "tenant", "t1"));
    }

    @Test
    void metadataCannotBeModified() {
        Dog dog = Metadata.with(U1, () -> Dog.register("Fido"));

        assertThatThrownBy(() -> metadataOf(dog).put("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void metadataThatNotEveryRecorderCanKeepIsRefusedBeforeAnythingIsTriggered() {
        Dog dog = Dog.register("Fido");
        for (var wrong : List.of(Map.of("k", "a\0b"), Map.of("\0", "v"), Map.of("k", "\ud800"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Metadata.with(wrong, () -> dog.addTrick("sit")))
                    .withMessageContaining("metadata");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventDetails.none().withMetadata(wrong));
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    new DomainEvent<>(
                                            new UUID(0, 1),
                                            null,
                                            List.of(),
                                            Instant.EPOCH,
                                            wrong,
                                            "event"));
        }
        assertThat(dog.version()).isEqualTo(1);
    }

    @Test
    void whileAnEventIsAppliedTheCurrentMetadataIsItsOwn() {
        var witness = new Witness();
        Metadata.with(U1, witness::look);
        var replayed = new Witness();

        Metadata.with(
                Map.of("user_id", "someone else"),
                () ->
                        AggregateType.of(Witness.class, () -> replayed)
                                .fold(witness.pendingEvents()));

        assertThat(witness.seen).containsExactly(U1);
        assertThat(replayed.seen).containsExactly(U1);
    }

    @Test
    void anotherThreadHasAScopeOnlyIfItIsHandedOver() {
        Metadata.with(
                U1,
                () -> {
                    Map<String, String> handedOver = Metadata.current();
                    assertThat(CompletableFuture.supplyAsync(Metadata::current).join()).isEmpty();
                    assertThat(
                                    CompletableFuture.supplyAsync(
                                                    () ->
                                                            Metadata.only(
                                                                    handedOver, Metadata::current))
                                            .join())
                            .isEqualTo(U1);
                });
    }

    @Test
    void idsComeFromTheScope() {
        UUID first = new UUID(0, 1);
        var scope = TriggerScope.of(() -> Instant.EPOCH, () -> first);

        Dog dog = scope.call(() -> Dog.register("Fido"));

        assertThat(dog.id()).isEqualTo(first.toString());
        assertThat(dog.pendingEvents().getFirst().id()).isEqualTo(first);
        assertThat(TriggerScope.current().now()).isAfter(Instant.EPOCH);
    }

    @Test
    void tagsListsAndMapsAreCopied() {
        List<EventTag> tags = new ArrayList<>(List.of(EventTag.of("a", "1")));
        var details = new EventDetails(null, null, Map.of(), tags);
        tags.clear();

        assertThat(details.tags()).hasSize(1);
    }

    private static Map<String, String> metadataOf(Dog dog) {
        return dog.pendingEvents().getFirst().metadata();
    }

    static final class Witness extends Aggregate<Witness.Looked> {
        record Looked() {}

        private final List<Map<String, String>> seen = new ArrayList<>();

        void look() {
            trigger(new Looked());
        }

        @Override
        protected void apply(Looked event) {
            seen.add(Metadata.current());
        }
    }
}
