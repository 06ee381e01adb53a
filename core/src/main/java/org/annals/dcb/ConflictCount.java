package org.annals.dcb;

import java.util.List;

/**
 * How often one kind of decision was refused for what others had recorded. Immutable.
 *
 * @param decidedBy the class of the slice, object, group or evolution
 * @param boundary the kind of boundary: the types and keys of tags of each item, without values
 * @param conflicts 1 or more
 */
public record ConflictCount(String decidedBy, List<String> boundary, long conflicts) {
    /** Copies the list. */
    public ConflictCount {
        boundary = List.copyOf(boundary);
    }
}
