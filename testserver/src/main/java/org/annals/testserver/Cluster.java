package org.annals.testserver;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A data folder and the server that runs on it, if one does. Its port stays its own while the
 * server is down. For one thread at a time.
 */
final class Cluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final int PORTS_TRIED = 100;
    private static final int STATUS_LINE = 7;

    private final Installation installation;
    private final Durability durability;
    private final String password;
    private final int port;
    private final Path folder;
    private final @Nullable Process watch;
    private @Nullable Process postmaster;

    /** How a server stops. */
    enum Stop {
        /** Ends connections and writes everything down. */
        FAST,
        /** Drops everything at once, as a crash does; what was committed is recovered. */
        IMMEDIATE
    }

    private Cluster(Installation installation, Durability durability, String password)
            throws IOException {
        this.installation = installation;
        this.durability = durability;
        this.password = password;
        this.port = freePort();
        this.folder = Files.createTempDirectory("annals-postgres");
        this.watch = watch();
    }

    static Cluster start(Durability durability) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        var cluster = new Cluster(Installation.find(), durability, password);
        cluster.initialize();
        cluster.start();
        return cluster;
    }

    private void initialize() throws IOException {
        // Without a password any user of this machine could become the server.
        Path file = Files.writeString(folder.resolve("password"), password);
        Installation.run(
                installation.command(
                        "initdb",
                        List.of(
                                "--pgdata=" + data(),
                                "--username=" + USER,
                                "--pwfile=" + file,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--no-sync")));
    }

    /** Starts a hot standby of this one. */
    Cluster startStandby() throws IOException {
        var standby = new Cluster(installation, durability, password);
        BaseBackup.take(address(), data(), standby.data());
        standby.start();
        return standby;
    }

    Path folder() {
        return folder;
    }

    private Path data() {
        return folder.resolve("data");
    }

    ServerAddress address() {
        return new ServerAddress(HOST, port, USER, password, USER);
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws IllegalStateException if it runs
     */
    void start() throws IOException {
        if (postmaster != null) {
            throw new IllegalStateException("The server on port %d already runs.".formatted(port));
        }
        Path log = folder.resolve("log");
        Process started =
                new ProcessBuilder(installation.command("postgres", arguments()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        postmaster = started;
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!isReady(started)) {
                if (started.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new IOException(
                            "PostgreSQL did not start on port %d. It says: %s"
                                    .formatted(port, Files.readString(log)));
                }
            }
        } catch (InterruptedException e) {
            throw Installation.interrupted();
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-D", data().toString()));
        List<String> settings = new ArrayList<>(durability.settings());
        settings.add("listen_addresses=" + HOST);
        settings.add("port=" + port);
        settings.add("unix_socket_directories=");
        settings.add("max_connections=200");
        for (String setting : settings) {
            arguments.addAll(List.of("-c", setting));
        }
        return arguments;
    }

    /** The server writes its number and state into a file, as {@code pg_ctl} wants to know too. */
    private boolean isReady(Process started) throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() > STATUS_LINE
                && lines.getFirst().equals(Long.toString(started.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /**
     * Stops the server and waits until its processes are gone.
     *
     * @throws IllegalStateException if it does not run
     */
    void stop(Stop how) throws IOException {
        Process running = postmaster;
        if (running == null) {
            throw new IllegalStateException("The server on port %d does not run.".formatted(port));
        }
        try {
            Installation.run(stopping(how));
        } catch (IOException e) {
            if (running.isAlive()) {
                throw e;
            }
            // It had ended by itself.
        }
        Installation.await(running);
        postmaster = null;
    }

    private List<String> stopping(Stop how) {
        String mode = how == Stop.FAST ? "fast" : "immediate";
        return installation.command(
                "pg_ctl", List.of("stop", "-D", data().toString(), "-m", mode, "-w"));
    }

    /** Starts what tidies up if this JVM is killed: then its input ends. */
    private @Nullable Process watch() throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return null;
        }
        List<String> words = new ArrayList<>();
        words.addAll(List.of("sh", "-c", "cat; \"$@\"; rm -rf \"$0\"", folder.toString()));
        words.addAll(stopping(Stop.IMMEDIATE));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Stops the server, if it runs, and deletes everything. */
    @Override
    public void close() throws IOException {
        if (postmaster != null) {
            stop(Stop.IMMEDIATE);
        }
        Folders.delete(folder);
        if (watch != null) {
            watch.getOutputStream().close();
            Installation.await(watch);
        }
    }

    /**
     * Returns a port below those that systems hand to clients. One of theirs could be taken by a
     * client while the server is down, or a client that looks for the server would meet itself.
     */
    private static int freePort() throws IOException {
        var random = ThreadLocalRandom.current();
        for (int attempt = 1; ; attempt++) {
            int port = random.nextInt(FIRST_PORT, LAST_PORT);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                if (attempt == PORTS_TRIED) {
                    throw e;
                }
            }
        }
    }
}
