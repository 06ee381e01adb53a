package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.Origin;
import org.annals.persistence.Mapper;
import org.annals.persistence.StoredEvent;

import java.time.Instant;
import java.util.List;

/**
 * One recorded event of an aggregate, and all that it turned into when it was read. Immutable.
 *
 * @param type the stored name
 */
record Step(Origin origin, Instant timestamp, String type, List<DomainEvent<?>> events) {
    static Step of(StoredEvent stored, Mapper mapper) {
        return new Step(
                requireNonNull(stored.origin(), "origin"),
                stored.timestamp(),
                stored.type(),
                mapper.toDomain(stored));
    }
}
