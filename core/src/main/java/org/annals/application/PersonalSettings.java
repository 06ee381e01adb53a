package org.annals.application;

import org.annals.encryption.SubjectKeys;
import org.annals.persistence.PersonalData;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What settings say of personal data. */
final class PersonalSettings {
    private static final String SUBJECT_KEYS_FOLDER = "SUBJECT_KEYS_FOLDER";
    private static final String MISSING_SUBJECT_KEYS = "MISSING_SUBJECT_KEYS";

    private PersonalSettings() {}

    /**
     * Returns the keys of data subjects, if there are any.
     *
     * @throws ConfigurationException if the folder cannot be used
     */
    static Optional<SubjectKeys> keys(NamedSettings settings) {
        Optional<SubjectKeys> given = settings.component(SubjectKeys.class);
        return given.isPresent()
                ? given
                : settings.find(SUBJECT_KEYS_FOLDER)
                        .map(text -> SubjectKeys.inFolder(path(settings, text)));
    }

    private static Path path(NamedSettings settings, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw settings.wrong(SUBJECT_KEYS_FOLDER, text, "the path of a folder");
        }
    }

    static PersonalData data(NamedSettings settings, SubjectKeys keys) {
        String missing = settings.word(MISSING_SUBJECT_KEYS, "fail", List.of("fail", "erased"));
        PersonalData data = PersonalData.with(keys);
        return missing.equals("erased") ? data.readingMissingAsErased() : data;
    }
}
