package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.Map;

final class DatabaseTest {
    @Test
    void aUrlIsTakenApartAndPutTogether() {
        var database =
                Database.parse("postgresql://u%40x:p%2F%3A@h:6543/d%20b?sslmode=verify-full");

        assertThat(database.host()).isEqualTo("h");
        assertThat(database.port()).isEqualTo(6543);
        assertThat(database.name()).isEqualTo("d b");
        assertThat(database.user()).isEqualTo("u@x");
        assertThat(database.password()).isEqualTo("p/:");
        assertThat(Database.parse(database.url())).isEqualTo(database);
        assertThat(Database.parse("jdbc:postgresql://h/d").port()).isEqualTo(5432);
    }

    @Test
    void noTextHasThePassword() {
        assertThat(Database.parse("postgresql://u:s3cret@h/d")).hasToString("h:5432/d");
        assertThatThrownBy(() -> Database.parse("postgresql://u:s3cret@h"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> Database.parse("postgresql://u:s3cret@h/d?prepareThreshold=0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void settingsNameADatabaseToo() {
        var settings =
                Settings.only(
                        Map.of(
                                "POSTGRES_HOST", "h",
                                "POSTGRES_DBNAME", "d",
                                "POSTGRES_USER", "u",
                                "POSTGRES_PASSWORD", "p",
                                "POSTGRES_SSLMODE", "require"));

        assertThat(Database.of(settings))
                .isEqualTo(Database.parse("postgresql://u:p@h:5432/d?sslmode=require"));
    }

    @Test
    void aPasswordIsNotNeededWhereTheServerAsksForNone() {
        var database = Database.parse("postgresql://h/d");
        var settings =
                Settings.only(
                        Map.of(
                                "POSTGRES_HOST", "h",
                                "POSTGRES_DBNAME", "d",
                                "POSTGRES_USER", database.user()));

        assertThat(database.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(database.password()).isEmpty();
        assertThat(Database.of(settings)).isEqualTo(database);
        assertThat(Database.parse(database.url())).isEqualTo(database);
        assertThatThrownBy(() -> Database.parse("postgresql://127.0.0.1:1/d").open("s"))
                .isInstanceOf(RecorderUnavailableException.class);
    }

    @Test
    void behindAProxyTheServersNameIsNotCompared() {
        var database = Database.parse("postgresql://u:p@h/d?sslmode=verify-full");

        var proxied = database.behind("127.0.0.1", 7000);

        assertThat(proxied).hasToString("127.0.0.1:7000/d");
        assertThat(proxied.parameters()).containsEntry("sslmode", "verify-ca");
    }
}
