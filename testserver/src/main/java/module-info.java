/** A throw-away PostgreSQL for the tests and benchmarks of this repository. Not published. */
// The driver has no module descriptor.
@SuppressWarnings("requires-automatic")
module org.annals.testserver {
    // The driver's data source can be put into a naming service, so javac wants to see that.
    requires java.naming;
    requires transitive java.sql;
    requires org.apache.commons.compress;
    // The driver is annotated with it.
    requires static org.checkerframework.checker.qual;
    requires static transitive org.jspecify;
    requires org.postgresql.jdbc;
    requires org.tukaani.xz;

    exports org.annals.testserver;
}
