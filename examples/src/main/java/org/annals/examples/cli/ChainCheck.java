package org.annals.examples.cli;

import org.annals.integrity.ChainBrokenException;
import org.annals.integrity.ChainResult;
import org.annals.integrity.ChainVerification;
import org.annals.integrity.HeadVerifier;
import org.annals.integrity.SignedHead;
import org.annals.persistence.Recorder;
import org.annals.settings.ConfigurationException;

import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Verifies a log and shows what was found. For one thread. */
final class ChainCheck {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Place place;
    private final Recorder recorder;

    ChainCheck(Place place, Recorder recorder) {
        this.place = place;
        this.recorder = recorder;
    }

    /**
     * Reads the whole log.
     *
     * @throws ConfigurationException if a head is of another log
     */
    ChainResult run(List<SignedHead> heads, HeadVerifier verifier) {
        return run(met(heads, verifier), heads);
    }

    /** Reads the whole log, for which no head vouches. */
    ChainResult run() {
        return run(ChainVerification.of(recorder), List.of());
    }

    private ChainVerification met(List<SignedHead> heads, HeadVerifier verifier) {
        try {
            return ChainVerification.of(recorder).against(heads, verifier);
        } catch (IllegalArgumentException ofAnotherLog) {
            throw new ConfigurationException(String.valueOf(ofAnotherLog.getMessage()));
        }
    }

    private ChainResult run(ChainVerification verification, List<SignedHead> heads) {
        say("Log", place.out().visible(recorder.toString()));
        say("Heads", said(heads));
        long begun = System.nanoTime();
        ChainResult result;
        try (var bar = Bar.ofSteps(place, "Verifying", recorder.head())) {
            result = verification.verify(bar::stepTo);
        }
        show(result, heads, Duration.ofNanos(System.nanoTime() - begun));
        return result;
    }

    private static String said(List<SignedHead> heads) {
        return heads.stream()
                .max(Comparator.comparingLong(SignedHead::position))
                .map(
                        last ->
                                "%s, the last at position %d, signed %s with %s"
                                        .formatted(
                                                Count.of(heads.size(), "signed head"),
                                                last.position(),
                                                last.time(),
                                                last.keyId()))
                .orElse("none, so that neither a cut tail shows nor a chain that was made anew");
    }

    private void show(ChainResult result, List<SignedHead> heads, Duration took) {
        switch (result) {
            case ChainResult.Broken broken -> {
                say(
                        "Broken",
                        "at position %d, %s".formatted(broken.position(), broken.difference()));
                say("", failure(broken));
            }
            case ChainResult.Intact(var head, var hash) -> {
                double seconds = took.toNanos() / NANOS_PER_SECOND;
                String rate =
                        "%s in %.2f s, %,.0f events/s"
                                .formatted(Count.of(head, "event"), seconds, head / seconds);
                say("Intact", rate);
                say("Hash", HexFormat.of().formatHex(hash.toArray()));
                long vouched = heads.stream().mapToLong(SignedHead::position).max().orElse(head);
                if (vouched < head) {
                    say("Unsigned", Count.of(head - vouched, "event") + " after the last head");
                }
            }
        }
    }

    private static String failure(ChainResult.Broken broken) {
        return String.valueOf(
                new ChainBrokenException(broken.position(), broken.difference()).getMessage());
    }

    private void say(String title, String text) {
        place.out().line("%-8s  %s".formatted(title, text));
    }
}
