/**
 * Scenarios, samples and simulations for users, the contracts that every recorder and every
 * transcoder is held to, as tests to inherit, and a network that fails.
 */
module org.annals.testkit {
    requires transitive org.annals;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;

    exports org.annals.testkit.contract;
    exports org.annals.testkit.network;
    exports org.annals.testkit.samples;
    exports org.annals.testkit.scenario;
    exports org.annals.testkit.simulation;
    exports org.annals.testkit.transcoding;
    exports org.annals.testkit.witness;

    // JUnit calls the tests of a contract, which are not public.
    opens org.annals.testkit.contract to
            org.junit.platform.commons;

    // So are those here, and the transcoder of a tenant reaches the records of the samples.
    opens org.annals.testkit.transcoding;

    // Scenarios and samples take the transcoder that is on the path.
    uses org.annals.persistence.Transcoder;
}
