package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Applying;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Several enduring objects for which something is one fact: a student and a course, for an
 * enrolment.
 *
 * {@snippet class="org.annals.dcb.Enrolment" region="group"}
 *
 * <p>What it triggers has the tags of all members, is applied to each and recorded once. It is
 * saved together with what is pending on its members, if no event with the tag of any, also of one
 * that was asked for and is not there, was recorded since they were read.
 *
 * <p>A member vetoes an event by throwing in {@link EnduringObject#check}: then it is applied to
 * nobody, and nothing is pending. If one throws only when it is applied, nothing is pending either;
 * but it and the members before it are spent: they trigger nothing more, and are to be got again.
 * For one thread at a time.
 *
 * @param <E> the events that it triggers
 */
public abstract class Group<E> implements Decided {
    private final List<EnduringObject<? super E>> members = new ArrayList<>();
    private final Set<EnduringObject<?>> distinct =
            Collections.newSetFromMap(new IdentityHashMap<>());
    private final Pending<E> pending = Pending.none();
    private Set<EventTag> missing = Set.of();
    private long missingUpTo;

    /** Makes a group without members. */
    protected Group() {}

    /**
     * Adds a member, for the constructor of a subclass, and returns it. One that is added twice, as
     * where two ids are the same, is a member once.
     */
    protected final <O extends EnduringObject<? super E>> O member(O member) {
        requireNonNull(member, "member");
        if (distinct.add(member)) {
            members.add(member);
        }
        return member;
    }

    /** Applies an event to all members and keeps it until it is saved, with their tags. */
    protected final void trigger(E event) {
        trigger(event, EventDetails.none());
    }

    /**
     * Applies an event with details of the caller's to all members, in their order, and keeps it
     * until it is saved. Its tags are those of the members, those of the details and those of its
     * {@link org.annals.domain.Tag} components, in this order, each once.
     *
     * @throws IllegalStateException if called while an event is being applied, there is no member,
     *     or a member does not exist or is spent
     */
    protected final void trigger(E event, EventDetails details) {
        Applying.refuse(requireNonNull(event, "event"));
        if (members.isEmpty()) {
            throw new IllegalStateException(
                    "%s has no members, so nothing is a fact for them. Let its constructor add them with member(…)."
                            .formatted(getClass().getName()));
        }
        DomainEvent<E> triggered = DomainEvent.of(event, EnduringObject.tagged(members, details));
        members.forEach(each -> each.requireAllowed(triggered));
        List<EnduringObject<?>> applied = new ArrayList<>();
        try {
            for (EnduringObject<? super E> each : members) {
                each.take(triggered);
                applied.add(each);
            }
        } catch (RuntimeException | Error veto) {
            applied.forEach(each -> each.spend(triggered.id()));
            throw veto;
        }
        pending.add(triggered);
    }

    /** Says what was asked for and is not there, as of a position. */
    final void without(Set<EventTag> tags, long upTo) {
        missing = tags;
        missingUpTo = upTo;
    }

    final List<EnduringObject<?>> members() {
        return List.copyOf(members);
    }

    /** Returns what it has triggered and not saved, in order, as an unmodifiable list. */
    public final List<DomainEvent<E>> pendingEvents() {
        return pending.events();
    }

    @Override
    public final Pending<?> pending() {
        List<Pending<?>> all = new ArrayList<>();
        all.add(pending);
        members.forEach(each -> all.add(each.pending()));
        return Pending.together(all);
    }

    /**
     * Returns one condition for all that was read up to the same position, or several, if these are
     * more than a query has items.
     */
    @Override
    public final List<AppendCondition> conditions() {
        Map<Long, Set<EventTag>> byPosition = new TreeMap<>();
        members.forEach(each -> addTo(byPosition, each.position(), each.tag()));
        missing.forEach(tag -> addTo(byPosition, missingUpTo, tag));
        List<AppendCondition> conditions = new ArrayList<>();
        byPosition.forEach(
                (position, tags) ->
                        JointReading.anyOf(tags)
                                .forEach(
                                        query ->
                                                conditions.add(
                                                        AppendCondition.failIfMatching(query)
                                                                .after(position))));
        return List.copyOf(conditions);
    }

    private static void addTo(Map<Long, Set<EventTag>> tags, long position, EventTag tag) {
        tags.computeIfAbsent(position, key -> new LinkedHashSet<>()).add(tag);
    }

    @Override
    public final boolean knows(DomainEvent<?> event) {
        if (pending.events().contains(event)) {
            return true;
        }
        List<EnduringObject<? super E>> concerned =
                members.stream().filter(each -> event.tags().contains(each.tag())).toList();
        return !concerned.isEmpty()
                && concerned.stream().allMatch(each -> each.knows(event))
                && event.tags().stream().noneMatch(missing::contains);
    }

    @Override
    public final void requireSaveableWith(List<DomainEvent<?>> events) {
        members.forEach(each -> each.requireSaveableWith(events));
    }

    @Override
    public final void outcomeUnknown(List<DomainEvent<?>> events) {
        members.forEach(each -> each.outcomeUnknown(events));
    }

    @Override
    public final void committed(List<Recording> recordings) {
        members.forEach(each -> each.committed(recordings));
        boolean appeared =
                recordings.stream()
                        .flatMap(each -> each.domainEvent().tags().stream())
                        .anyMatch(missing::contains);
        if (!appeared) {
            missingUpTo = Math.max(missingUpTo, recordings.getLast().position());
        }
    }
}
