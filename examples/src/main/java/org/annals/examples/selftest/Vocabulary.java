package org.annals.examples.selftest;

import org.annals.domain.EventTag;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The few types, tags and queries that a hunt is about, so that rivals meet often. Stateless. */
final class Vocabulary {
    /** The type of most events. */
    static final String NOTED = "Noted";

    /** The type of what rivals are after. */
    static final String TAKEN = "Taken";

    /** The type of events that come with rows, and of no others. */
    static final String WITH_ROWS = "WithRows";

    /** How many topics there are. */
    static final int TOPICS = 6;

    private static final List<String> UPSTREAMS = List.of("north", "south");

    private Vocabulary() {}

    static EventTag topic(int number) {
        return EventTag.of("topic", Integer.toString(number));
    }

    static EventTag lane(int number) {
        return EventTag.of("lane", Integer.toString(number));
    }

    /** Returns the names of the upstreams that are tracked. */
    static List<String> upstreams() {
        return UPSTREAMS;
    }

    /** Returns queries of every shape that an event about a topic matches. */
    static List<Query> queriesAbout(int topic) {
        EventTag tag = topic(topic);
        return List.of(
                Query.ofTags(tag),
                Query.ofTypes(TAKEN),
                Query.of(new QueryItem(Set.of(TAKEN), Set.of(tag))),
                Query.of(
                        new QueryItem(Set.of(TAKEN), Set.of(tag)),
                        QueryItem.ofTags(topic((topic + 1) % TOPICS), tag)),
                Query.of(QueryItem.ofTags(tag), QueryItem.ofTypes(WITH_ROWS)),
                Query.all());
    }

    /** Returns every query that somebody asks by. */
    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (int topic = 0; topic < TOPICS; topic++) {
            queries.addAll(queriesAbout(topic));
        }
        return queries;
    }
}
