package org.annals.catalogue;

/** What a class is that has to do with events. */
enum Kind {
    AGGREGATE("aggregate"),
    ENDURING_OBJECT("enduring object"),
    GROUP("group"),
    SLICE("slice"),
    QUERY_SLICE("query slice"),
    PROCESS_MANAGER("process manager"),
    DECIDER("decider"),
    EVOLUTION("evolution"),
    PROCESS_APPLICATION("process application"),
    APPLICATION("application"),
    PROJECTION("projection"),
    INLINE_VIEW("inline view"),
    PROJECTOR("projector"),
    UPCASTER("upcaster"),
    OTHER("other class");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Returns whether it is what applications give commands to. */
    boolean isCommanded() {
        return switch (this) {
            case AGGREGATE, ENDURING_OBJECT, GROUP, SLICE, PROCESS_MANAGER, DECIDER, EVOLUTION ->
                    true;
            case QUERY_SLICE,
                    PROCESS_APPLICATION,
                    APPLICATION,
                    PROJECTION,
                    INLINE_VIEW,
                    PROJECTOR,
                    UPCASTER,
                    OTHER ->
                    false;
        };
    }
}
