package org.annals.integrity;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Shows to whoever trusts a signed head that one event was in the log, and where, without the other
 * events. Immutable.
 *
 * <p>It has a link for each event between this one and the head, and at most {@value #MAX_LINKS}:
 * sign heads often. The event is in it as it is stored, so that it may be encrypted.
 *
 * @param position where the event stands
 * @param before the hash at the position before
 * @param links the digests of the events after this one up to the head, in order
 */
public record InclusionProof(
        long position, Bytes before, StoredEvent storedEvent, List<Bytes> links) {
    /** How many links a proof has at most. */
    public static final int MAX_LINKS = 10_000;

    private static final String KIND = "annals-proof 1";
    // The largest event that settings allow, 64 MiB with its tags and metadata, in base64, and
    // links.
    private static final int LONGEST = 96 << 20;
    private static final int LINES_BEFORE_LINKS = 4;

    /**
     * @throws IllegalArgumentException if the position is below 1, there are too many links, or a
     *     hash is none
     */
    public InclusionProof {
        if (position < 1) {
            throw new IllegalArgumentException(
                    "Position %d is impossible: positions begin with 1.".formatted(position));
        }
        HashChain.requireHash(before);
        requireNonNull(storedEvent, "storedEvent");
        requireShort(links.size());
        links = List.copyOf(links);
        links.forEach(HashChain::requireHash);
    }

    private static void requireShort(long links) {
        if (links > MAX_LINKS) {
            throw new IllegalArgumentException(
                    "A proof would have %d links, and may have %d. Prove with an earlier head, and sign heads more often."
                            .formatted(links, MAX_LINKS));
        }
    }

    /**
     * Returns the proof that the event at a position is in the log of which this is a head. The
     * head's signature is not looked at.
     *
     * @throws LogNotChainedException if the log has no chain
     * @throws IllegalArgumentException if the position is below 1 or beyond the head, or so far
     *     before it that there would be too many links
     * @throws ProofNotAuthenticException if what is kept does not lead to the head
     */
    public static InclusionProof of(LogRecorder recorder, long position, SignedHead head) {
        ChainedRecorder chained = ChainVerification.requireChained(recorder);
        if (position < 1 || position > head.position()) {
            throw new IllegalArgumentException(
                    "Position %d is not among those from 1 to %d that the head vouches for."
                            .formatted(position, head.position()));
        }
        requireShort(head.position() - position);
        Bytes before = hashBefore(chained, position);
        List<StoredEvent> events = events(chained, position, head.position());
        if (before == null || events.size() != head.position() - position + 1) {
            throw new ProofNotAuthenticException(position, head.position());
        }
        var chain = new HashChain();
        List<Bytes> links = events.stream().skip(1).map(chain::digest).toList();
        var proof = new InclusionProof(position, before, events.getFirst(), links);
        proof.requireLeadingTo(head);
        return proof;
    }

    private static @Nullable Bytes hashBefore(ChainedRecorder recorder, long position) {
        if (position == 1) {
            return HashChain.originOf(recorder.identity().logId());
        }
        List<ChainedEvent> kept = recorder.readChain(position - 2, 1);
        Bytes hash = kept.isEmpty() ? null : kept.getFirst().hash();
        return hash == null || hash.length() != Sha256.LENGTH ? null : hash;
    }

    private static List<StoredEvent> events(ChainedRecorder recorder, long first, long last) {
        List<StoredEvent> events = new ArrayList<>();
        long after = first - 1;
        while (after < last) {
            List<ChainedEvent> page =
                    recorder.readChain(after, (int) Math.min(last - after, ChainVerification.PAGE));
            if (page.isEmpty()) {
                break;
            }
            for (ChainedEvent kept : page) {
                if (kept.storedEvent() != null && kept.position() <= last) {
                    events.add(kept.storedEvent());
                }
            }
            after = page.getLast().position();
        }
        return events;
    }

    /**
     * Requires that the event was in the log, at this position, when the head was signed.
     *
     * @throws HeadNotAuthenticException if no key of the verifier has signed the head
     * @throws ProofNotAuthenticException if the proof does not lead to it
     */
    public void verify(SignedHead head, HeadVerifier verifier) {
        verifier.verify(head);
        requireLeadingTo(head);
    }

    private void requireLeadingTo(SignedHead head) {
        var chain = new HashChain();
        Bytes hash = chain.next(before, position, storedEvent);
        long reached = position;
        for (Bytes link : links) {
            hash = chain.next(hash, ++reached, link);
        }
        if (reached != head.position() || !hash.equals(head.hash())) {
            throw new ProofNotAuthenticException(position, head.position());
        }
    }

    /**
     * Returns the lines that {@link #parse} reads: {@code annals-proof 1}; the position; the hash
     * before it; what is hashed of the event, in the form that the package describes, in base64;
     * and on each further one the digest of the next event. Hashes are in hexadecimal, in lower
     * case.
     */
    public String toText() {
        var hex = HexFormat.of();
        var text = new StringBuilder(KIND).append('\n').append(position).append('\n');
        text.append(hex.formatHex(before.toArray())).append('\n');
        text.append(Base64.getEncoder().encodeToString(EventForm.encode(storedEvent))).append('\n');
        links.forEach(link -> text.append(hex.formatHex(link.toArray())).append('\n'));
        return text.toString();
    }

    /**
     * Returns the proof that a text says, which is not verified by that.
     *
     * @throws EvidenceMalformedException if it is not what {@link #toText} writes
     */
    public static InclusionProof parse(String text) {
        InclusionProof proof;
        try {
            proof = parsed(text);
        } catch (RuntimeException e) {
            throw new EvidenceMalformedException("proof", "some part is not one", e);
        }
        if (!proof.toText().equals(text)) {
            throw new EvidenceMalformedException("proof", "it is not in its one form", null);
        }
        return proof;
    }

    private static InclusionProof parsed(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(text.length() + " characters");
        }
        List<String> lines = text.lines().toList();
        requireShort(lines.size() - LINES_BEFORE_LINKS);
        var hex = HexFormat.of();
        return new InclusionProof(
                Long.parseLong(lines.get(1)),
                Bytes.handOver(hex.parseHex(lines.get(2))),
                EventForm.decode(Base64.getDecoder().decode(lines.get(3))),
                lines.stream()
                        .skip(LINES_BEFORE_LINKS)
                        .map(line -> Bytes.handOver(hex.parseHex(line)))
                        .toList());
    }
}
