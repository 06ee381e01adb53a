package org.annals.http;

import java.util.List;
import java.util.Optional;

/** What a path asks for. Immutable. */
sealed interface Route {
    String LOGS = "/logs/";

    /** The name of the log. */
    String name();

    /** Which log it is, and how far it goes. */
    record About(String name) implements Route {
        @Override
        public String toString() {
            return LOGS + PercentText.encode(name);
        }
    }

    /** A section by its id. */
    record SectionOf(String name, String id) implements Route {
        @Override
        public String toString() {
            String asked = PercentText.encode(id).replace("%2C", ",");
            return new About(name) + "/sections/" + asked;
        }
    }

    /** A page of notifications. */
    record Notifications(String name) implements Route {
        @Override
        public String toString() {
            return new About(name) + "/notifications";
        }
    }

    /**
     * Returns what a path asks for, or empty if it asks for nothing that there is.
     *
     * @throws IllegalArgumentException if it is not encoded as it should be
     */
    static Optional<Route> parse(String path) {
        if (!path.startsWith(LOGS)) {
            return Optional.empty();
        }
        List<String> parts = List.of(path.substring(LOGS.length()).split("/", -1));
        String name = PercentText.decode(parts.getFirst());
        if (parts.size() == 1) {
            return Optional.of(new About(name));
        }
        if (parts.size() == 2 && parts.get(1).equals("notifications")) {
            return Optional.of(new Notifications(name));
        }
        if (parts.size() == 3 && parts.get(1).equals("sections")) {
            return Optional.of(new SectionOf(name, PercentText.decode(parts.get(2))));
        }
        return Optional.empty();
    }
}
