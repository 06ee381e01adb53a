package org.annals.dcb;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Evolution;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.domain.Snapshot;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which state over a boundary is meant. Immutable.
 *
 * @param filling by which tags its events may have been given later
 */
record BoundedKey<S, E>(Evolution<S, E> evolution, Query query, String filling)
        implements ModelKey<Bounded<S, E>> {
    @Override
    public Object of() {
        return evolution;
    }

    /** Returns a digest, since a query may be of any length. */
    @Override
    public String subject() {
        List<String> items = query.items().stream().map(BoundedKey::text).sorted().toList();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(items.toString().getBytes(UTF_8));
            return "query " + HexFormat.of().formatHex(digest) + filling;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    // Lengths come first, so that two items never have one text.
    private static String text(QueryItem item) {
        List<String> types = item.types().stream().sorted().toList();
        List<String> tags = item.tags().stream().map(EventTag::toString).sorted().toList();
        return Stream.concat(
                        Stream.of(types.size() + " types"),
                        Stream.concat(types.stream(), tags.stream()))
                .map(each -> each.length() + ":" + each)
                .toList()
                .toString();
    }

    @Override
    public @Nullable Class<?> stateClass() {
        return null;
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    public long position(Bounded<S, E> model) {
        return model.position();
    }

    @Override
    public Snapshot<?> snapshot(Bounded<S, E> model) {
        return model.snapshot(subject());
    }

    // Whoever remembers gives the state that was taken.
    @SuppressWarnings("unchecked")
    @Override
    public Bounded<S, E> restored(Snapshot<?> snapshot) {
        return initial()
                .after(
                        (S) snapshot.state(),
                        snapshot.version(),
                        snapshot.createdOn(),
                        snapshot.modifiedOn());
    }

    @Override
    public Bounded<S, E> replayed(List<Recording> events, long position) {
        return initial().readOn(events, position);
    }

    Bounded<S, E> initial() {
        return new Bounded<>(evolution, query, 0, evolution.initial(), Pending.none(), null, null);
    }
}
