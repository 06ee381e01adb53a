package org.annals.settings;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * What an application is given to be configured by. Immutable.
 *
 * {@snippet class="org.annals.application.WiringTest" region="settings"}
 *
 * <p>A key is looked for first among the values given here, then in the environment, then among the
 * defaults; in each place with the application's name before it ({@code DOGSCHOOL_SQLITE_DBNAME}),
 * then without. An absent value means: look further. An empty value ends the search and means the
 * default.
 */
public final class Settings {
    private final Map<String, String> given;
    private final Map<String, String> environment;
    private final Map<String, String> defaults;
    private final Map<Class<?>, Object> components;

    private Settings(
            Map<String, String> given,
            Map<String, String> environment,
            Map<String, String> defaults,
            Map<Class<?>, Object> components) {
        this.given = Map.copyOf(given);
        this.environment = Map.copyOf(environment);
        this.defaults = Map.copyOf(defaults);
        this.components = Map.copyOf(components);
    }

    /** Returns settings from the environment of the process. */
    public static Settings environment() {
        return of(Map.of());
    }

    /** Returns settings from these values, and where they are silent from the environment. */
    public static Settings of(Map<String, String> given) {
        return new Settings(given, System.getenv(), Map.of(), Map.of());
    }

    /** Returns settings from these values alone, with no look at the environment. */
    public static Settings only(Map<String, String> given) {
        return new Settings(given, Map.of(), Map.of(), Map.of());
    }

    /**
     * Returns these settings with one value more, or another one: whatever the environment can say
     * is said so in code.
     */
    public Settings with(String key, String value) {
        return new Settings(joined(given, Map.of(key, value)), environment, defaults, components);
    }

    /** Returns these settings with another environment in place of the process's own. */
    public Settings withEnvironment(Map<String, String> environment) {
        return new Settings(given, environment, defaults, components);
    }

    /**
     * Returns these settings with defaults of an application class, which hold where values and
     * environment are silent. Defaults that are there already win.
     */
    public Settings withDefaults(Map<String, String> more) {
        return new Settings(given, environment, joined(more, defaults), components);
    }

    /**
     * Returns these settings with a component to use in place of one chosen by keys, such as a
     * transcoder or a persistence module.
     *
     * @param role the type under which it is looked for
     */
    public <T> Settings using(Class<T> role, T component) {
        requireNonNull(component, "component");
        return new Settings(
                given, environment, defaults, joined(components, Map.of(role, component)));
    }

    /** Returns what an application of this name reads. */
    public NamedSettings named(String applicationName) {
        return new NamedSettings(applicationName, given, environment, defaults, components);
    }

    private static <K, V> Map<K, V> joined(Map<K, V> first, Map<? extends K, ? extends V> second) {
        Map<K, V> both = new HashMap<>(first);
        both.putAll(second);
        return both;
    }
}
