/** The default transcoder: events as JSON, by Jackson 3. */
module org.annals.jackson {
    requires transitive org.annals;
    requires static transitive org.jspecify;
    // Public, because users hand over modules and mappers of their own.
    requires transitive tools.jackson.databind;

    exports org.annals.jackson;

    provides org.annals.persistence.Transcoder with
            org.annals.jackson.JsonTranscoder;
}
