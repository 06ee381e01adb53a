package org.annals.catalogue;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An application. Immutable.
 *
 * @param families the families of the events that it is made of, as internal names
 * @param uses who triggers events for it
 * @param follows the applications that it follows, as internal names
 */
record ApplicationFacts(
        Participant self,
        SortedSet<String> families,
        SortedSet<Participant> uses,
        SortedSet<String> follows) {
    ApplicationFacts {
        families = new TreeSet<>(families);
        uses = new TreeSet<>(uses);
        follows = new TreeSet<>(follows);
    }

    static ApplicationFacts of(
            Participant self, Set<String> families, Set<Participant> uses, Set<String> follows) {
        return new ApplicationFacts(
                self, new TreeSet<>(families), new TreeSet<>(uses), new TreeSet<>(follows));
    }
}
