package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.postgres.Postgres.SchemaPolicy;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.util.Map;

/** Tables that are missing, of another release, or another application's. */
@Timeout(60)
final class SchemaTest {
    private static final String EVERYTHING =
            "SELECT string_agg(nspname || '.' || relname, ' ' ORDER BY relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname !~ '^pg_|^information_schema$'";

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    private Postgres here() {
        return Postgres.of(database.dataSource());
    }

    @Test
    void missingTablesAreNamedAndNotMadeIfTheyAreOnlyToBeVerified() throws Exception {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> here().withSchemaPolicy(SchemaPolicy.VERIFY).open("School"))
                .withMessageContaining("school_events")
                .withMessageContaining("\"public\"")
                .withMessageContaining("schemaSql");
        assertThat(database.answer(EVERYTHING)).isEqualTo("null");
    }

    @Test
    void theSettingForThatIsCreateTable() throws Exception {
        Map<String, String> given = database.settings();
        given.put("CREATE_TABLE", "n");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new PostgresModule().open(Settings.only(given).named("School")))
                .withMessageContaining("CREATE_TABLE is off");
        assertThat(database.answer(EVERYTHING)).isEqualTo("null");
    }

    @Test
    void whatIsPrintedForAPersonIsWhatWouldHaveBeenMade() throws Exception {
        database.execute("CREATE SCHEMA printed; CREATE SCHEMA made");
        database.execute(Postgres.schemaSql("printed", "O'Hara's School"));
        here().withSchema("made").open("O'Hara's School").close();

        assertThat(described("printed")).isEqualTo(described("made")).contains("_append");
        here().withSchema("printed")
                .withSchemaPolicy(SchemaPolicy.VERIFY)
                .open("O'Hara's School")
                .close();
    }

    @Test
    void whatIsPrintedOfAChainedLogIsWhatWouldHaveBeenMade() throws Exception {
        database.execute("CREATE SCHEMA printed; CREATE SCHEMA made");
        database.execute(Postgres.chainedSchemaSql("printed", "School"));
        here().withSchema("made").withHashChain().open("School").close();

        assertThat(described("printed")).isEqualTo(described("made")).contains("e_digest");
        assertThat(database.answer("SELECT chained FROM printed.school_log")).isEqualTo("t");
        // Those of other logs know nothing of it.
        assertThat(Postgres.schemaSql("printed", "School")).doesNotContain("digest", "if chained");
    }

    @Test
    void aNameThatLooksLikeAPlaceholderIsPrintedAsItIs() throws Exception {
        String name = "my {log} of {version} 100%s";
        database.execute(Postgres.schemaSql("public", name));

        here().withSchemaPolicy(SchemaPolicy.VERIFY).open(name).close();
    }

    /** Returns columns, indexes, functions and rights of a schema, without its name. */
    private String described(String schema) throws SQLException {
        return database.answer(
                        """
                        SELECT concat_ws(E'\\n',
                            (SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name), E'\\n' ORDER BY table_name, ordinal_position)
                             FROM information_schema.columns WHERE table_schema = '%1$s'),
                            (SELECT string_agg(indexdef, E'\\n' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = '%1$s'),
                            (SELECT string_agg(pg_get_functiondef(oid) || coalesce(proacl::text, ''), E'\\n' ORDER BY proname)
                             FROM pg_proc WHERE pronamespace = '%1$s'::regnamespace))
                        """
                                .formatted(schema))
                .replace(schema, "schema");
    }

    @Test
    void aNewerSchemaIsRefusedWithBothVersionsAndUnchanged() throws Exception {
        here().open("School").close();
        database.execute("UPDATE school_log SET schema_version = 7");
        String before = database.answer(EVERYTHING);

        for (SchemaPolicy policy : SchemaPolicy.values()) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> here().withSchemaPolicy(policy).open("School"))
                    .withMessageContaining("version 7")
                    .withMessageContaining("version 2");
        }
        assertThat(database.answer("SELECT schema_version FROM school_log")).isEqualTo("7");
        assertThat(database.answer(EVERYTHING)).isEqualTo(before);
    }

    @Test
    void anApplicationWhoseNameFoldsIntoAnothersTablesIsRefused() {
        here().open("Dog School").close();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> here().open("dog-school"))
                .withMessageContaining("'Dog School'")
                .withMessageContaining("'dog-school'");
        here().open("Dog School").close();
    }

    @Test
    void aLogWithoutItsRowIsRefused() throws Exception {
        here().open("School").close();
        database.execute("DELETE FROM school_log");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> here().open("School"))
                .withMessageContaining("backup");
    }

    @Test
    void aSchemaThatIsNotThereIsNamed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> here().withSchema("nowhere").open("School"))
                .withMessageContaining("no schema 'nowhere'")
                .withMessageContaining("POSTGRES_SCHEMA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Public",
                "a\"b",
                "a'b",
                "a.b",
                "a;DROP TABLE x",
                "1a",
                "ä",
                "a234567890123456789012345678901234567890123456789"
            })
    void aSchemaOfAHostileOrLongNameIsRefused(String name) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> here().withSchema(name).open("School"))
                .withMessageContaining("POSTGRES_SCHEMA")
                .withMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "An application whose name is longer than any table's name is"})
    void anApplicationOfNoOrTooLongANameIsRefused(String name) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> here().open(name))
                .withMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Robert'); DROP TABLE students;--",
                "\"quoted\"",
                "select",
                "Übung",
                "犬",
                "a234567890123456789012345678901234567890_2345678"
            })
    void anApplicationOfAnyOtherNameHasALog(String name) throws Exception {
        try (var recorder = here().open(name)) {
            recorder.append(Samples.request(Samples.change("fido", 1), Samples.fact("t", "k:v")));

            assertThat(recorder.head()).isEqualTo(2);
            assertThat(recorder.identity().name()).isEqualTo(name);
        }
        here().open(name).close();
    }

    @Test
    void theLongestSchemaIsTaken() throws Exception {
        String longest = "a23456789012345678901234567890123456789012345678";
        database.execute("CREATE SCHEMA " + longest);

        try (var recorder = here().withSchema(longest).open("School")) {
            assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isEqualTo(1);
        }
    }
}
