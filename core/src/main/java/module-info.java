/** Event-sourced aggregates, applications and the in-memory recorder. Needs the JDK alone. */
module org.annals {
    // Only recorders on SQL databases use what needs it, and they require it themselves.
    requires static transitive java.sql;
    requires static transitive org.jspecify;

    exports org.annals.application;
    exports org.annals.compression;
    exports org.annals.dcb;
    exports org.annals.domain;
    exports org.annals.encryption;
    exports org.annals.following;
    exports org.annals.integrity;
    exports org.annals.memory;
    exports org.annals.persistence;
    exports org.annals.projection;
    exports org.annals.recording;
    exports org.annals.settings;
    exports org.annals.system;

    uses org.annals.compression.Compressor;
    uses org.annals.persistence.CipherModule;
    uses org.annals.persistence.PersistenceModule;
    uses org.annals.persistence.Transcoder;
}
