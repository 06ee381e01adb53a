/** The PostgreSQL recorder: strict order from any number of processes, every role. */
// The driver has no descriptor.
@SuppressWarnings("requires-automatic")
module org.annals.postgres {
    requires transitive org.annals;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    // What the driver's data source refers to.
    requires java.naming;
    requires com.zaxxer.hikari;
    requires org.postgresql.jdbc;

    exports org.annals.postgres;

    provides org.annals.persistence.PersistenceModule with
            org.annals.postgres.PostgresModule;
}
