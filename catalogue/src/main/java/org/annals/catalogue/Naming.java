package org.annals.catalogue;

import org.annals.application.Snapshotting;
import org.annals.dcb.Boundary;
import org.annals.dcb.EnduringType;
import org.annals.dcb.Handlers;
import org.annals.domain.AggregateType;
import org.annals.domain.Decider;
import org.annals.domain.Evolution;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Upcaster;
import org.annals.projection.Projection;
import org.annals.system.Pipe;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What calls of the library say by the classes and methods that they are given. Immutable. */
final class Naming {
    private static final Set<String> CLASS_TESTS = Set.of("isInstance", "cast", "equals");
    private static final Set<String> MAP_ENTRIES = Set.of("put", "of", "entry", "putIfAbsent");
    private static final Map<String, Kind> MAKING =
            Map.of(
                    Library.nameOf(Decider.class), Kind.DECIDER,
                    Library.nameOf(Evolution.class), Kind.EVOLUTION,
                    Library.nameOf(Projection.class), Kind.PROJECTION,
                    Library.nameOf(Upcaster.class), Kind.UPCASTER);

    private final Classes classes;

    Naming(Classes classes) {
        this.classes = classes;
    }

    private static boolean isOf(Given call, Class<?> owner, String... names) {
        return call.target().owner().equals(Library.nameOf(owner))
                && Set.of(names).contains(call.target().name());
    }

    /** Returns what a call makes of the lambdas that it is given, or null if nothing. */
    static @Nullable Kind made(Given call) {
        return MAKING.get(call.target().owner());
    }

    /** Returns what is done with the classes that a call is given, or empty if nothing. */
    Optional<Role> role(Given call) {
        if (isOf(call, Projection.class, "on")) {
            return Optional.of(Role.PROJECTS);
        }
        return isOfModel(call)
                ? switch (call.target().name()) {
                    case "on" -> Optional.of(Role.FOLDS);
                    case "observe" -> Optional.of(Role.OBSERVES);
                    case "never" -> Optional.of(Role.RULES_OUT);
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    private boolean isOfModel(Given call) {
        String owner = call.target().owner();
        if (owner.equals(Library.nameOf(Handlers.class))) {
            return true;
        }
        Kind kind = classes.kindOf(owner);
        return (kind == Kind.SLICE || kind == Kind.QUERY_SLICE)
                && call.target().descriptor().startsWith("(Ljava/lang/Class;Ljava/util/function/");
    }

    /** Returns whether a call asks whether something is of the classes that it is given. */
    static boolean isTest(Given call) {
        boolean isOfClass = call.target().owner().equals("java/lang/Class");
        boolean isOfMap = call.target().owner().endsWith("Map");
        return isOf(call, Boundary.class, "ofTypes")
                || (isOfClass && CLASS_TESTS.contains(call.target().name()))
                || (isOfMap && MAP_ENTRIES.contains(call.target().name()));
    }

    /** Returns whether a call makes an upcaster, of a type and a version. */
    static boolean isUpcaster(Given call) {
        return call.target().owner().equals(Library.nameOf(Upcaster.class))
                && call.target().descriptor().startsWith("(Ljava/lang/String;I");
    }

    /** Returns whether a call registers classes as events. */
    static boolean isRegistration(Given call) {
        return isOf(call, EventTypes.class, "of", "named");
    }

    /** Returns whether a call registers one class under a name that is chosen there. */
    static boolean isNamed(Given call) {
        return isOf(call, EventTypes.class, "named");
    }

    /** Returns whether a call makes the type of an aggregate or an enduring object. */
    static boolean isType(Given call) {
        return isOf(call, AggregateType.class, "of", "ofFirstEvent")
                || isOf(call, EnduringType.class, "of", "ofFirstEvent");
    }

    /** Returns whether the first argument of a call is the class of a state. */
    static boolean namesState(Given call) {
        return call.target().name().equals("withState") || isOf(call, Snapshotting.class, "of");
    }

    /** Returns whether a call puts applications in a row. */
    static boolean isPipe(Given call) {
        return isOf(call, Pipe.class, "pipe", MethodName.CONSTRUCTOR);
    }
}
