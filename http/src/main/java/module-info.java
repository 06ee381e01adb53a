/** The notification log over HTTP: the server is the JDK's, and so is the client. */
module org.annals.http {
    requires java.net.http;
    requires jdk.httpserver;
    requires transitive org.annals;
    requires org.annals.jackson;
    requires static transitive org.jspecify;

    exports org.annals.http;
}
