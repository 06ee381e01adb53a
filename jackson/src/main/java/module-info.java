/** The default transcoder: events as JSON, by Jackson 3; and logs as files of JSON lines. */
// The module that alone may use the wire is compiled after this one.
@SuppressWarnings("module")
module org.annals.jackson {
    requires transitive org.annals;
    requires static transitive org.jspecify;
    // Public, because users hand over modules and mappers of their own.
    requires transitive tools.jackson.databind;

    exports org.annals.jackson;
    exports org.annals.jackson.transfer;
    exports org.annals.jackson.wire to
            org.annals.http;

    provides org.annals.persistence.Transcoder with
            org.annals.jackson.JsonTranscoder;
}
