package org.annals.application;

import org.annals.dcb.DcbRepository;
import org.annals.dcb.Decided;
import org.annals.domain.Recordable;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What one save is recorded under, and those who decided so. For one save. */
record Conditions(List<Decided> decided) {
    static Conditions of(Recordable... objects) {
        return new Conditions(
                Stream.of(objects)
                        .filter(Decided.class::isInstance)
                        .map(Decided.class::cast)
                        .toList());
    }

    /** Returns the request under these conditions, each once: none if it writes nothing. */
    AppendRequest on(AppendRequest request) {
        if (request.isEmpty() || decided.isEmpty()) {
            return request;
        }
        Set<AppendCondition> all = new LinkedHashSet<>();
        decided.forEach(each -> all.addAll(each.conditions()));
        AppendRequest whole = request;
        for (AppendCondition each : all) {
            whole = whole.onCondition(each);
        }
        return whole;
    }

    void committed(List<Recording> recordings) {
        if (!recordings.isEmpty()) {
            decided.forEach(each -> each.committed(recordings));
        }
    }

    void failed(Throwable failure, DcbRepository repository) {
        if (failure instanceof AppendConditionFailedException conflict) {
            decided.stream()
                    .filter(each -> each.conditions().contains(conflict.condition()))
                    .forEach(each -> repository.conflicted(each, conflict.condition()));
        }
    }
}
