package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.dcb.Boundary;
import org.annals.dcb.Bounded;
import org.annals.dcb.DcbRepository;
import org.annals.dcb.Decided;
import org.annals.dcb.Slice;
import org.annals.domain.Aggregate;
import org.annals.domain.Decider;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventFamily;
import org.annals.domain.Evolved;
import org.annals.domain.Pending;
import org.annals.domain.Recordable;
import org.annals.domain.Recording;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.EventStore;
import org.annals.persistence.FillProgress;
import org.annals.persistence.TransactionWork;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The base class of a user's application: commands and queries over one log.
 *
 * {@snippet class="org.annals.application.DogSchool" region="school"}
 *
 * {@snippet class="org.annals.application.ApplicationTest" region="use"}
 *
 * <p>The same class runs on any recorder, as its settings say. It may be shared between threads,
 * unless the subclass has state of its own.
 */
public abstract class Application implements AutoCloseable {
    private final Wiring wiring;
    private final List<Consumer<? super List<Recording>>> afterSaves = new CopyOnWriteArrayList<>();
    private final List<InlineView> inlineViews = new CopyOnWriteArrayList<>();

    /**
     * Opens an application whose name is that of its class.
     *
     * @param families what it is made of: aggregate types, {@link
     *     org.annals.persistence.EventTypes} for the events of deciders, {@link
     *     org.annals.persistence.Upcasters}, {@link org.annals.persistence.TagFilling}, and {@link
     *     Snapshotting}
     * @throws org.annals.settings.ConfigurationException if a setting is wrong, or two events have
     *     one stored name
     * @throws org.annals.persistence.RecorderUnavailableException if the database cannot be reached
     */
    protected Application(Settings settings, EventFamily... families) {
        this.wiring = Wiring.open(getClass().getSimpleName(), settings, families);
    }

    /**
     * Opens an application with a declared name, which keeps its log and settings where they are
     * when the class is renamed.
     *
     * @param families what it is made of
     * @throws org.annals.settings.ConfigurationException as the other constructor does
     * @throws org.annals.persistence.RecorderUnavailableException if the database cannot be reached
     */
    protected Application(String name, Settings settings, EventFamily... families) {
        this.wiring = Wiring.open(requireNonNull(name, "name"), settings, families);
    }

    /** Returns the name, which is that of its log and the prefix of its settings. */
    public final String name() {
        return wiring.settings().applicationName();
    }

    /** Returns where aggregates are got from. */
    public final Repository repository() {
        return wiring.repository();
    }

    /** Returns where decision models are got from. */
    public final DcbRepository decisions() {
        return wiring.decisions();
    }

    /** Returns where events are kept. */
    public final EventStore events() {
        return wiring.events();
    }

    /** Returns what others follow this application by. */
    public final NotificationLog notificationLog() {
        return wiring.notificationLog();
    }

    /** Returns the settings in effect, secrets hidden, by key. */
    public final Map<String, String> effectiveSettings() {
        return wiring.settings().effective();
    }

    /** Returns who hears what there is to tell. */
    public final NoticeListener notices() {
        return wiring.listener();
    }

    /** Returns the settings, for subclasses that have some of their own. */
    protected final NamedSettings settings() {
        return wiring.settings();
    }

    /**
     * Records what these objects have pending, all or none, in the order in which it was triggered,
     * and returns each event with its position. Bare events were never triggered and come last, as
     * given; what is given twice counts once. If nothing is pending, no database is touched.
     *
     * <p>When it returns nothing is pending. When it throws everything still is, so nothing is
     * lost; after {@link org.annals.persistence.OutcomeUnknownException} the same objects can be
     * saved again.
     *
     * <p>What was {@linkplain Decided decided} by what is recorded is saved under its conditions,
     * of which all must hold, also those of objects that have nothing pending.
     *
     * @throws org.annals.persistence.VersionConflictException if another save was faster
     * @throws org.annals.persistence.AppendConditionFailedException if another save was faster, and
     *     recorded something by which it might have been decided otherwise
     * @throws IllegalArgumentException if an event's class is not registered
     * @throws IllegalStateException if a slice has not decided; if a member of a group is to be
     *     saved without it; if of two that were decided apart one does not know what the other is
     *     to record before it; or if what was sent together, and whose reply was lost, is to be
     *     saved apart
     */
    public final List<Recording> save(Recordable... objects) {
        return saveWith(request -> request, objects);
    }

    /**
     * Records what these objects have pending together with rows of the user's own, all or none.
     *
     * @param rows run even if nothing is pending
     * @throws RuntimeException also what the rows' code throws
     */
    public final List<Recording> save(TransactionWork rows, Recordable... objects) {
        requireNonNull(rows, "rows");
        return saveWith(request -> request.withWork(rows), objects);
    }

    /**
     * Records what these objects have pending together with what is added to the request: tracking,
     * conditions, rows of the user's own. For subclasses that follow others.
     *
     * @throws RuntimeException as {@link org.annals.persistence.Recorder#append(AppendRequest)}
     *     does
     */
    protected final List<Recording> saveWith(
            UnaryOperator<AppendRequest> more, Recordable... objects) {
        Pending.Gathered gathered = Pending.gather(Arrays.asList(objects));
        List<DomainEvent<?>> events = gathered.events();
        Growing growing = repository().growing(Arrays.asList(objects));
        var conditions = Conditions.of(events, events(), objects);
        List<Recording> recordings;
        try {
            recordings =
                    events().put(
                                    events,
                                    request ->
                                            conditions.on(withViews(more.apply(request), events)));
        } catch (RuntimeException | Error e) {
            repository().failed(events);
            conditions.failed(e, decisions());
            throw e;
        }
        gathered.committed();
        conditions.committed(recordings);
        repository().saved(recordings, growing);
        if (!recordings.isEmpty()) {
            afterSaves.forEach(action -> action.accept(recordings));
        }
        return recordings;
    }

    private AppendRequest withViews(AppendRequest request, List<DomainEvent<?>> events) {
        AppendRequest whole = request;
        for (InlineView view : inlineViews) {
            Set<Class<?>> classes = view.eventClasses();
            List<DomainEvent<?>> concerned =
                    events.stream()
                            .filter(each -> classes.contains(each.event().getClass()))
                            .toList();
            if (!concerned.isEmpty()) {
                whole = whole.andWork(transaction -> view.write(transaction, concerned));
            }
        }
        return whole;
    }

    /**
     * Writes a view with each save, in the same transaction, after the save's own rows: for the
     * constructor of a subclass. It sees what is saved by this object and those like it, and
     * nothing that others record, as an import or another release.
     */
    protected final void alsoWrite(InlineView view) {
        inlineViews.add(requireNonNull(view, "view"));
    }

    /**
     * Has something done after each save of this object that has recorded events, which it is
     * given, on the thread of the save, before that returns. It must not throw. What other objects
     * or processes record is not told: for that, follow the log.
     */
    public final void afterEachSave(Consumer<? super List<Recording>> action) {
        afterSaves.add(requireNonNull(action, "action"));
    }

    /**
     * Returns the classes of events that followers in the threads of commands look for at once; of
     * none, all. Of a save that has none of these they learn with the next one that has some: it
     * changes when they look, never what they see.
     */
    protected Set<Class<?>> wakingTypes() {
        return Set.of();
    }

    /** Returns whether a save has events of {@link #wakingTypes}. */
    public final boolean wakesFollowers(List<Recording> saved) {
        Set<Class<?>> waking = wakingTypes();
        return waking.isEmpty()
                || saved.stream()
                        .anyMatch(each -> waking.contains(each.domainEvent().event().getClass()));
    }

    /**
     * Decides on a command over the events of one aggregate, and records what follows from it.
     * After a conflict it is decided anew, up to the setting {@code RETRY_ATTEMPTS}. If a reply is
     * lost the same events are sent again, a few times, and recorded once.
     *
     * @throws org.annals.persistence.VersionConflictException if the last attempt conflicts
     * @throws org.annals.persistence.OutcomeUnknownException if the last reply is lost as well:
     *     read what is recorded before the command is given again
     * @throws RuntimeException what the decider throws; nothing is recorded then
     */
    public final <C, S, E> Executed<S> execute(Decider<C, S, E> decider, String id, C command) {
        return wiring.retry()
                .run(
                        attempt -> {
                            Evolved<S, E> before = repository().evolved(decider, id);
                            List<E> decided = decider.decide(command, before.state());
                            Evolved<S, E> after = before.triggerAll(decided);
                            return new Executed<>(after.state(), savedOnce(after), attempt);
                        });
    }

    /**
     * Gives an aggregate a command and saves it. After a conflict it is loaded and commanded anew,
     * up to the setting {@code RETRY_ATTEMPTS}. If a reply is lost the same events are sent again,
     * a few times, and recorded once.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws org.annals.persistence.VersionConflictException if the last attempt conflicts
     * @throws org.annals.persistence.OutcomeUnknownException if the last reply is lost as well:
     *     read what is recorded before the command is given again
     * @throws RuntimeException what the command throws; nothing is recorded then
     */
    public final <A extends Aggregate<?>> Executed<A> execute(
            Class<A> type, String id, Consumer<A> command) {
        return wiring.retry()
                .run(
                        attempt -> {
                            A aggregate = repository().get(type, id);
                            command.accept(aggregate);
                            return new Executed<>(aggregate, savedOnce(aggregate), attempt);
                        });
    }

    /**
     * Decides on a command over the events within a boundary, and records what follows from it, if
     * nothing within it was recorded meanwhile. After a conflict it is decided anew, up to the
     * setting {@code RETRY_ATTEMPTS}. If a reply is lost the same events are sent again, a few
     * times, and recorded once.
     *
     * @throws org.annals.persistence.AppendConditionFailedException if the last attempt conflicts
     * @throws org.annals.persistence.OutcomeUnknownException if the last reply is lost as well:
     *     read what is recorded before the command is given again
     * @throws RuntimeException what the decider throws; nothing is recorded then
     */
    public final <C, S, E> Executed<S> execute(
            Decider<C, S, E> decider, Boundary boundary, C command) {
        return wiring.retry()
                .run(
                        attempt -> {
                            Bounded<S, E> before = decisions().get(decider, boundary);
                            List<E> decided = decider.decide(command, before.state());
                            Bounded<S, E> after = before.triggerAll(decided);
                            return new Executed<>(after.state(), savedOnce(after), attempt);
                        });
    }

    /**
     * Lets a slice decide and records what it triggers, if nothing of its boundary was recorded
     * meanwhile. After a conflict it reads on and decides anew, up to the setting {@code
     * RETRY_ATTEMPTS}, unless it is for something that must never have happened. If a reply is lost
     * the same events are sent again, a few times, and recorded once.
     *
     * @throws IllegalStateException if what it has decided is recorded: make another one
     * @throws IllegalArgumentException if a class of its boundary or of its events is not
     *     registered
     * @throws org.annals.persistence.AppendConditionFailedException if the last attempt conflicts
     * @throws org.annals.persistence.OutcomeUnknownException if the last reply is lost as well:
     *     save it again, or read what is recorded
     * @throws RuntimeException what the slice throws; nothing is recorded then
     */
    public final <S extends Slice<?>> Executed<S> execute(S slice) {
        return wiring.retry()
                .run(
                        attempt -> {
                            decisions().decide(slice);
                            return new Executed<>(slice, savedOnce(slice), attempt);
                        },
                        conflict -> slice.hasSeen(conflict.matchingPosition()));
    }

    /**
     * Gets something, gives it a command and saves it: an enduring object, say, or a group. After a
     * conflict it is got and commanded anew, up to the setting {@code RETRY_ATTEMPTS}. If a reply
     * is lost the same events are sent again, a few times, and recorded once.
     *
     * {@snippet class="org.annals.dcb.EnduringObjectTest" region="execute"}
     *
     * @param got gets it each time
     * @throws org.annals.persistence.VersionConflictException if the last attempt conflicts
     * @throws org.annals.persistence.AppendConditionFailedException if the last attempt conflicts
     * @throws org.annals.persistence.OutcomeUnknownException if the last reply is lost as well
     * @throws RuntimeException what getting it or the command throws; nothing is recorded then
     */
    public final <R extends Recordable> Executed<R> execute(
            Supplier<R> got, Consumer<? super R> command) {
        return wiring.retry()
                .run(
                        attempt -> {
                            R object = got.get();
                            command.accept(object);
                            return new Executed<>(object, savedOnce(object), attempt);
                        });
    }

    private List<Recording> savedOnce(Recordable object) {
        return LostReplies.repeated(() -> save(object));
    }

    /**
     * Erases a data subject: destroys its key, so that its {@linkplain org.annals.domain.Personal
     * personal data} reads as erased in every event and snapshot of every log that uses these keys;
     * erases what {@linkplain #alsoErase copies} have; and records that, once, as a {@link
     * org.annals.domain.SubjectErased}. May be repeated, which finishes what was cut off.
     *
     * @throws IllegalStateException if the application has no keys of data subjects
     * @throws org.annals.encryption.SubjectKeysUnavailableException if the key cannot be destroyed
     *     now; nothing was done
     * @throws org.annals.persistence.OutcomeUnknownException if the reply to the record is lost:
     *     say it again
     */
    public final Erasure erase(String subject) {
        return wiring.eraser().erase(requireNonNull(subject, "subject"));
    }

    /**
     * Registers a place of the user's that has personal data, such as a view or an index.
     *
     * @param name told in {@link Erasure}
     * @param erase erases what the place has of a subject, or throws
     * @throws IllegalStateException if there is one of this name
     */
    protected final void alsoErase(String name, Consumer<String> erase) {
        wiring.eraser().add(name, erase);
    }

    /**
     * Gives older events the tags that they lack, as {@link EventStore#fillTags} does. Commands and
     * queries go on meanwhile; decisions that depend on those tags are refused until it has ended.
     *
     * @param listener told after each page, on this thread
     * @throws RuntimeException as that method does
     */
    public final FillProgress fillTags(Consumer<? super FillProgress> listener) {
        return events().fillTags(listener);
    }

    /**
     * Takes the snapshots that are due, for some seconds at most, ends waiting calls and closes the
     * recorder. A second call does nothing.
     */
    @Override
    public void close() {
        try {
            wiring.taker().close();
        } finally {
            wiring.events().recorder().close();
        }
    }

    /** Returns name and recorder. */
    @Override
    public String toString() {
        return "%s[%s]".formatted(name(), wiring.events().recorder());
    }
}
