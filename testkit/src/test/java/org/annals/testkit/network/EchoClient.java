package org.annals.testkit.network;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends lines, and waits for lines. */
final class EchoClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MOMENT_MILLIS = 100;

    private final Socket socket;
    private final InputStream input;
    private final StringBuilder line = new StringBuilder();

    private EchoClient(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    static EchoClient connect(FaultyProxy proxy) throws IOException {
        return new EchoClient(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
    }

    String ask(String request) throws IOException {
        send(request);
        return receive();
    }

    void send(String request) throws IOException {
        socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the next line, which must come. */
    String receive() throws IOException {
        try {
            return receive(PATIENCE_MILLIS);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Nothing comes after '%s'.".formatted(line), e);
        }
    }

    private String receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        while (true) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException("After '%s'".formatted(line));
            }
            if (next == '\n') {
                String received = line.toString();
                line.setLength(0);
                return received;
            }
            line.append((char) next);
        }
    }

    /** Returns what has come of a line so far, if in a moment no more comes. */
    String receivesNoMoreThan() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> receive(MOMENT_MILLIS));
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
