/** The default transcoder: events as JSON, by Jackson 3; and logs as files of JSON lines. */
module org.annals.jackson {
    requires transitive org.annals;
    requires static transitive org.jspecify;
    // Public, because users hand over modules and mappers of their own.
    requires transitive tools.jackson.databind;

    exports org.annals.jackson;
    exports org.annals.jackson.transfer;

    provides org.annals.persistence.Transcoder with
            org.annals.jackson.JsonTranscoder;
}
