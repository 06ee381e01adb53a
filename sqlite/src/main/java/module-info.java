/** The SQLite recorder: one file, one machine, every role. */
module org.annals.sqlite {
    requires transitive org.annals;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires org.xerial.sqlitejdbc;

    exports org.annals.sqlite;

    provides org.annals.persistence.PersistenceModule with
            org.annals.sqlite.SqliteModule;
}
