package org.annals.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.integrity.ChainResult.Broken;
import org.annals.integrity.ChainResult.Intact;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

final class ChainVerificationTest {
    private static final int EVENTS = 200;
    private static final int EDITS = 1_000;
    private static final SigningKey KEY = SigningKey.generate();
    private static final HeadVerifier VERIFIER = new HeadVerifier(KEY.verifyingKey());

    private static SignedHead signed(EditedLog log) {
        return new HeadSigner(KEY).sign(log);
    }

    @Test
    void anUntouchedLogIsIntactInPagesOfAnySize() {
        for (int page : List.of(1, 7, EVENTS, 10_000)) {
            var log = new EditedLog(EVENTS, page);

            assertThat(ChainVerification.of(log).verify())
                    .isEqualTo(new Intact(EVENTS, requireNonNull(log.rows.getLast().hash())));
        }
    }

    @Test
    void aLogLongerThanAPageIsReadToItsEnd() {
        var log = new EditedLog(2_500, 10_000);
        log.rows.set(2_345, changed(log.rows.get(2_345), 3));

        assertThat(ChainVerification.of(log).verify())
                .isEqualTo(new Broken(2_346, Difference.CHANGED));
    }

    @Test
    void whoeverWaitsIsToldHowFarItIs() {
        var log = new EditedLog(2_500, 10_000);
        List<Long> told = new ArrayList<>();

        ChainVerification.of(log).verify(told::add);
        assertThat(told).containsExactly(1_000L, 2_000L, 2_500L);

        told.clear();
        log.rows.set(1_234, changed(log.rows.get(1_234), 3));
        ChainVerification.of(log).verify(told::add);
        assertThat(told).containsExactly(1_000L, 1_234L);
    }

    @Test
    void anEmptyLogIsIntact() {
        assertThat(ChainVerification.of(new EditedLog(0, 10)).verify())
                .isEqualTo(new Intact(0, HashChain.originOf(EditedLog.LOG_ID)));
    }

    /** What an edit should be found to be. */
    private record Expected(long position, Difference difference, List<SignedHead> heads) {
        static Expected at(int index, Difference difference) {
            return new Expected(index + 1, difference, List.of());
        }
    }

    @Test
    void everyRandomEditIsLocated() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < EDITS; i++) {
            var log = new EditedLog(EVENTS, 10_000);

            Expected expected = edited(log, i % 12, random);

            assertThat(ChainVerification.of(log).against(expected.heads(), VERIFIER).verify())
                    .as("seed %d, edit %d of kind %d", seed, i, i % 12)
                    .isEqualTo(new Broken(expected.position(), expected.difference()));
        }
    }

    private static Expected edited(EditedLog log, int kind, Random random) {
        List<ChainedEvent> rows = log.rows;
        int at = random.nextInt(EVENTS - 3);
        int later = at + 1 + random.nextInt(EVENTS - at - 1);
        ChainedEvent row = rows.get(at);
        SignedHead head = signed(log);
        switch (kind) {
            case 0, 1, 2 -> rows.set(at, changed(row, random.nextInt(11)));
            case 3 ->
                    rows.set(
                            at,
                            new ChainedEvent(
                                    at + 1,
                                    row.storedEvent(),
                                    flipped(requireNonNull(row.hash()))));
            case 4 -> rows.set(at, new ChainedEvent(at + 1, row.storedEvent(), null));
            case 5 -> {
                Collections.swap(rows, at, later);
                log.renumber();
            }
            case 6 -> {
                ChainedEvent other = rows.get(later);
                rows.set(at, new ChainedEvent(at + 1, other.storedEvent(), row.hash()));
                rows.set(later, new ChainedEvent(later + 1, row.storedEvent(), other.hash()));
            }
            case 7 -> {
                rows.add(at, new ChainedEvent(1, EditedLog.event(5_000), row.hash()));
                log.renumber();
            }
            case 8 -> rows.remove(at);
            case 9 -> {
                rows.remove(at);
                log.renumber();
            }
            case 10 -> rows.subList(at, EVENTS).clear();
            default -> {
                rows.set(at, changed(row, random.nextInt(11)));
                log.rebuild();
            }
        }
        return switch (kind) {
            case 0, 1, 2, 3 -> Expected.at(at, Difference.CHANGED);
            case 4 -> Expected.at(at, Difference.HASH_MISSING);
            case 5, 6 -> Expected.at(at, Difference.MOVED);
            case 7 -> Expected.at(at, Difference.INSERTED);
            case 8, 9 -> Expected.at(at, Difference.REMOVED);
            case 10 -> new Expected(at + 1, Difference.CUT, List.of(head));
            default -> new Expected(EVENTS, Difference.REBUILT, List.of(head));
        };
    }

    private static Bytes flipped(Bytes bytes) {
        byte[] array = bytes.toArray();
        array[array.length / 2] ^= 1;
        return Bytes.handOver(array);
    }

    private static ChainedEvent changed(ChainedEvent row, int field) {
        StoredEvent e = requireNonNull(row.storedEvent());
        Origin origin = e.origin();
        List<EventTag> tags = new ArrayList<>(e.tags());
        Collections.reverse(tags);
        Map<String, String> metadata = new HashMap<>(e.metadata());
        metadata.put("user", "somebody else");
        StoredEvent changed =
                new StoredEvent(
                        field == 0 ? new UUID(8, row.position()) : e.id(),
                        field == 1 ? (origin == null ? new Origin("a", 1) : null) : origin,
                        field == 2 ? e.type() + "2" : e.type(),
                        field == 3 ? e.typeVersion() + 1 : e.typeVersion(),
                        switch (field) {
                            case 4 -> tags;
                            case 5 -> List.of();
                            default -> e.tags();
                        },
                        field == 6 ? e.timestamp().plusNanos(1_000) : e.timestamp(),
                        switch (field) {
                            case 7 -> metadata;
                            case 8 -> Map.of();
                            default -> e.metadata();
                        },
                        switch (field) {
                            case 9 -> flipped(e.data());
                            case 10 -> Bytes.empty();
                            default -> e.data();
                        });
        return new ChainedEvent(row.position(), changed, row.hash());
    }

    @Test
    void whatStandsBelowTheFirstPositionWasInserted() {
        var log = new EditedLog(3, 10);
        log.rows.add(new ChainedEvent(-4, EditedLog.event(9), null));

        assertThat(ChainVerification.of(log).verify())
                .isEqualTo(new Broken(-4, Difference.INSERTED));
    }

    @Test
    void whatIsNoEventIsLocated() {
        var log = new EditedLog(3, 10);
        log.rows.set(1, new ChainedEvent(2, null, log.rows.get(1).hash()));

        assertThat(ChainVerification.of(log).verify())
                .isEqualTo(new Broken(2, Difference.UNREADABLE));
    }

    @Test
    void whatWasMovedToTheEndIsSaidToBeMoved() {
        var log = new EditedLog(5, 10);
        ChainedEvent second = log.rows.remove(1);
        log.rows.add(new ChainedEvent(6, second.storedEvent(), second.hash()));

        assertThat(ChainVerification.of(log).verify()).isEqualTo(new Broken(2, Difference.MOVED));
    }

    @Test
    void aTailThatWasCutIsNotSeenWithoutAHead() {
        var log = new EditedLog(5, 10);
        log.rows.removeLast();

        assertThat(ChainVerification.of(log).verify().orThrow().head()).isEqualTo(4);
    }

    @Test
    void ofSeveralHeadsTheFirstThatDiffersIsNamed() {
        var heads = new ArrayList<SignedHead>();
        var log = new EditedLog(0, 10);
        heads.add(signed(log));
        for (int length = 1; length <= 5; length++) {
            heads.add(signed(new EditedLog(length, 10)));
        }
        Collections.shuffle(heads, new Random(1));
        var rebuilt = new EditedLog(7, 10);
        assertThat(ChainVerification.of(rebuilt).against(heads, VERIFIER).verify())
                .isInstanceOf(Intact.class);
        rebuilt.rows.set(2, changed(rebuilt.rows.get(2), 9));
        rebuilt.rebuild();

        assertThat(ChainVerification.of(rebuilt).against(heads, VERIFIER).verify())
                .isEqualTo(new Broken(3, Difference.REBUILT));
    }

    @Test
    void aBrokenChainCanBeThrown() {
        var log = new EditedLog(3, 10);
        log.rows.remove(1);

        assertThatExceptionOfType(ChainBrokenException.class)
                .isThrownBy(() -> ChainVerification.of(log).verify().orThrow())
                .withMessageContaining("position 2")
                .withMessageContaining("removed")
                .satisfies(
                        e -> {
                            assertThat(e.position()).isEqualTo(2);
                            assertThat(e.difference()).isEqualTo(Difference.REMOVED);
                        });
    }

    @Test
    void aHeadOfAnotherLogIsRefused() {
        var log = new EditedLog(3, 10);
        SignedHead head = signed(log);
        for (SignedHead other :
                List.of(
                        new SignedHeadCopy(new UUID(1, 1), head.incarnation()).of(head),
                        new SignedHeadCopy(head.logId(), new UUID(1, 1)).of(head))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChainVerification.of(log).against(List.of(other), VERIFIER))
                    .withMessageContaining(new UUID(1, 1).toString());
        }
    }

    /** A head as the same key would sign it for another log. */
    private record SignedHeadCopy(UUID logId, UUID incarnation) {
        SignedHead of(SignedHead head) {
            byte[] signed =
                    SignedHead.signedBytes(
                            logId,
                            incarnation,
                            head.position(),
                            head.hash(),
                            head.time(),
                            head.keyId());
            return new SignedHead(
                    logId,
                    incarnation,
                    head.position(),
                    head.hash(),
                    head.time(),
                    head.keyId(),
                    Bytes.handOver(KEY.sign(signed)));
        }
    }
}
