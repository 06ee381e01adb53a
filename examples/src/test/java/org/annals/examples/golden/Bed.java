package org.annals.examples.golden;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;

import java.util.ArrayList;
import java.util.List;

/** A bed and who was in it, of which there are snapshots as of a decision model. */
final class Bed extends EnduringObject<Ward.Bedded> {
    record State(List<String> patients) {}

    static final EnduringType<Bed> TYPE =
            EnduringType.of(Bed.class, Ward.Bedded.class, Bed::new)
                    .taggedBy("bed")
                    .withState(State.class, Bed::state, Bed::new);

    private final List<String> patients = new ArrayList<>();
    private int applied;

    private Bed() {
        super(TYPE);
    }

    private Bed(State state) {
        super(TYPE);
        patients.addAll(state.patients());
    }

    private State state() {
        return new State(List.copyOf(patients));
    }

    @Override
    protected void apply(Ward.Bedded event) {
        patients.add(event.patient());
        applied++;
    }

    List<String> patients() {
        return List.copyOf(patients);
    }

    /** Returns how many events were applied since the snapshot. */
    int applied() {
        return applied;
    }
}
