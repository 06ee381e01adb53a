package org.annals.persistence;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** The personal data of the classes of one registry, and how it is kept. Immutable. */
final class Sealing {
    private final Map<Class<?>, PersonalForm> forms;
    private final Transcoder transcoder;
    private final @Nullable PersonalData data;

    private Sealing(
            Map<Class<?>, PersonalForm> forms, Transcoder transcoder, @Nullable PersonalData data) {
        this.forms = forms;
        this.transcoder = transcoder;
        this.data = data;
    }

    /**
     * @throws ConfigurationException if annotations say what cannot be, or the transcoder cannot
     *     take apart what it makes, and there is personal data
     */
    static Sealing of(EventTypes types, Transcoder transcoder) {
        Map<Class<?>, PersonalForm> forms = new LinkedHashMap<>();
        for (Class<?> each : types.eventClasses()) {
            PersonalForm.of(each).ifPresent(form -> forms.put(each, form));
        }
        if (!forms.isEmpty() && !(transcoder instanceof TreeTranscoder)) {
            throw new ConfigurationException(
                    "%s has personal data, and %s is no TreeTranscoder. Use one that is."
                            .formatted(
                                    forms.keySet().iterator().next().getName(),
                                    transcoder.getClass().getName()));
        }
        return new Sealing(Map.copyOf(forms), transcoder, null);
    }

    Sealing with(PersonalData personal) {
        return new Sealing(forms, transcoder, personal);
    }

    @Nullable PersonalData data() {
        return data;
    }

    /** Returns whether objects of a class have personal data. */
    boolean concerns(Class<?> type) {
        return forms.containsKey(type);
    }

    /**
     * @throws ConfigurationException if there is personal data, and it is not said how it is kept
     */
    void requireKeys() {
        if (data == null && !forms.isEmpty()) {
            throw new ConfigurationException(
                    "%s has personal data, and there are no keys for its subjects. Set SUBJECT_KEYS_FOLDER, or hand keys over with settings.using(SubjectKeys.class, …)."
                            .formatted(forms.keySet().iterator().next().getName()));
        }
    }

    /**
     * @throws IllegalArgumentException if objects of a class have personal data and do not name
     *     whose it is
     */
    void requireSubject(Class<?> type) {
        PersonalForm form = forms.get(type);
        if (form != null && form.subject() == null) {
            throw new IllegalArgumentException(
                    "%s has personal data of nobody: it is the state of no aggregate. Mark the component that names the data subject with @Subject."
                            .formatted(type.getName()));
        }
    }

    /**
     * Returns what the transcoder makes of an object, with what is personal sealed.
     *
     * @param owner the subject where none is named, or null
     */
    byte[] encode(Object object, @Nullable String owner, ClearFacts facts, Packing packing) {
        byte[] encoded = transcoder.encode(object);
        PersonalForm form = forms.get(object.getClass());
        if (form == null) {
            return encoded;
        }
        requireKeys();
        PersonalData kept = data;
        return kept != null && transcoder instanceof TreeTranscoder tree
                ? kept.sealed(encoded, form, owner, facts, packing.logId(), tree)
                : encoded;
    }

    /**
     * Returns what the transcoder had made.
     *
     * @param type what it is, or null if it is of an earlier version
     */
    byte[] open(byte[] encoded, @Nullable Class<?> type, ClearFacts facts, Packing packing) {
        boolean mayBeSealed = type == null || concerns(type);
        PersonalData kept = data;
        return mayBeSealed && kept != null && transcoder instanceof TreeTranscoder tree
                ? kept.opened(encoded, facts, packing.logId(), tree)
                : encoded;
    }
}
