package org.annals.examples.projection;

import org.annals.application.Application;
import org.annals.examples.RecorderKind;
import org.annals.examples.UrlDataSource;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where logs and views are kept. */
enum ViewKind {
    /** In the application's own recorder, in memory. */
    MEMORY(RecorderKind.MEMORY),
    /** In the application's own file. */
    SQLITE(RecorderKind.SQLITE),
    /** In the application's own database on a server. */
    POSTGRES(RecorderKind.POSTGRES),
    /** In another file, through nothing but JDBC. */
    SQLITE_BY_JDBC(RecorderKind.SQLITE) {
        @Override
        String url(Application application, Path folder) {
            return "jdbc:sqlite:" + folder.resolve("views.db");
        }
    },
    /** On a server, through nothing but JDBC. */
    POSTGRES_BY_JDBC(RecorderKind.POSTGRES) {
        @Override
        String url(Application application, Path folder) {
            PostgresServer server = PostgresServer.shared();
            return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                    .formatted(
                            server.host(),
                            server.port(),
                            application.effectiveSettings().get("POSTGRES_DBNAME"),
                            server.user(),
                            server.password());
        }
    };

    private static final List<String> PLACES =
            List.of(
                    "PERSISTENCE_MODULE",
                    "SQLITE_DBNAME",
                    "POSTGRES_HOST",
                    "POSTGRES_PORT",
                    "POSTGRES_DBNAME",
                    "POSTGRES_USER");

    private final RecorderKind recorder;

    ViewKind(RecorderKind recorder) {
        this.recorder = recorder;
    }

    Settings settings(Path folder) {
        return recorder.in(folder);
    }

    /** Returns the address of the views, empty where they are in the application's own recorder. */
    String url(Application application, Path folder) {
        return "";
    }

    ViewStore views(Application application, Path folder) {
        String url = url(application, folder);
        return url.isEmpty() ? ViewStore.of(application.events().recorder()) : byUrl(url);
    }

    static ViewStore byUrl(String url) {
        return ViewStore.ofDatabase(new UrlDataSource(url));
    }

    /** Returns what a process of its own must know to use the same application. */
    Map<String, String> environment(Application application) {
        Map<String, String> environment = new HashMap<>();
        application
                .effectiveSettings()
                .forEach(
                        (key, value) -> {
                            if (PLACES.contains(key)) {
                                environment.put(key, value);
                            }
                        });
        if (recorder == RecorderKind.POSTGRES) {
            environment.put("POSTGRES_PASSWORD", PostgresServer.shared().password());
        }
        return environment;
    }
}
