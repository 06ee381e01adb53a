package org.annals.persistence;

import org.annals.settings.NamedSettings;

import java.util.Set;

/**
 * A kind of database: opens recorders as settings say.
 *
 * <p>Modules on the path are found by {@link java.util.ServiceLoader} and chosen by the setting
 * {@code PERSISTENCE_MODULE}; one can also be handed over with {@code
 * settings.using(PersistenceModule.class, module)}.
 */
public interface PersistenceModule {
    /** Returns the name by which the module is chosen, such as {@code sqlite}. */
    String name();

    /** Returns the keys of the settings that the module reads. */
    Set<String> keys();

    /**
     * Opens the recorder of an application's log. Its {@code toString()} says where and how durably
     * events are kept, without secrets.
     *
     * @throws org.annals.settings.ConfigurationException if a setting is wrong, or what it names
     *     cannot be used
     * @throws RecorderUnavailableException if the database cannot be reached now
     */
    Recorder open(NamedSettings settings);
}
