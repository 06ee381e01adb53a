package org.annals.catalogue;

import org.annals.application.Application;
import org.annals.application.InlineView;
import org.annals.compression.Compressor;
import org.annals.dcb.EnduringObject;
import org.annals.dcb.Group;
import org.annals.dcb.QuerySlice;
import org.annals.dcb.Slice;
import org.annals.domain.Aggregate;
import org.annals.domain.Decider;
import org.annals.domain.Evolution;
import org.annals.domain.Projector;
import org.annals.encryption.Cipher;
import org.annals.following.FollowerStatus;
import org.annals.integrity.SignedHead;
import org.annals.memory.MemoryModule;
import org.annals.persistence.EventTypes;
import org.annals.projection.Projection;
import org.annals.recording.GroupCommit;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessManager;
import org.annals.system.ProcessManagerApplication;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What class files call the classes of this library. Stateless. */
final class Library {
    private static final Map<String, Base> BASES =
            Map.ofEntries(
                    base(Aggregate.class, Kind.AGGREGATE, 0),
                    base(EnduringObject.class, Kind.ENDURING_OBJECT, 0),
                    base(Group.class, Kind.GROUP, 0),
                    base(Slice.class, Kind.SLICE, 0),
                    base(QuerySlice.class, Kind.QUERY_SLICE, 0),
                    base(Evolution.class, Kind.EVOLUTION, 1),
                    base(Decider.class, Kind.DECIDER, 2),
                    base(ProcessManager.class, Kind.PROCESS_MANAGER, 1),
                    base(ProcessApplication.class, Kind.PROCESS_APPLICATION, -1),
                    base(ProcessManagerApplication.class, Kind.PROCESS_APPLICATION, -1),
                    base(Application.class, Kind.APPLICATION, -1),
                    base(InlineView.class, Kind.INLINE_VIEW, -1),
                    base(Projector.class, Kind.PROJECTOR, -1));

    private static final Set<String> PACKAGES =
            Stream.of(
                            Application.class,
                            Compressor.class,
                            Slice.class,
                            Aggregate.class,
                            Cipher.class,
                            FollowerStatus.class,
                            SignedHead.class,
                            MemoryModule.class,
                            EventTypes.class,
                            Projection.class,
                            GroupCommit.class,
                            Settings.class,
                            ProcessApplication.class)
                    .map(each -> each.getPackageName().replace('.', '/') + '/')
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * A type that users extend or implement.
     *
     * @param events which of its type arguments is that of the events, or -1 if none is
     */
    record Base(String name, Kind kind, int events) {}

    private Library() {}

    private static Map.Entry<String, Base> base(Class<?> type, Kind kind, int events) {
        String name = nameOf(type);
        return Map.entry(name, new Base(name, kind, events));
    }

    /** Returns whether a class is one of the library. */
    static boolean has(String name) {
        return PACKAGES.contains(name.substring(0, name.lastIndexOf('/') + 1));
    }

    static boolean isRegistry(String name) {
        return name.equals(nameOf(EventTypes.class));
    }

    static String nameOf(Class<?> type) {
        return Type.getInternalName(type);
    }

    /** Returns the base of a name, or null if it is none. */
    static @Nullable Base findBase(String name) {
        return BASES.get(name);
    }
}
