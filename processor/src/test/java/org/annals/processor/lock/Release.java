package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Bytes;
import org.annals.persistence.TranscodingException;

import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The events of the class {@code shop.Shop} as they are now: what they are stored as, and what
 * becomes of what was stored by an earlier release.
 */
record Release(Project project) {
    /** A sample of an event as it is stored. */
    record Written(String className, Bytes json) {}

    /** Takes the events into the lock, and returns the samples that the class has of them. */
    List<Written> written() throws Exception {
        try (URLClassLoader loader = project.clean().update().loader()) {
            var samples =
                    (Iterable<?>) loader.loadClass("shop.Shop").getMethod("samples").invoke(null);
            List<Written> written = new ArrayList<>();
            for (Object each : samples) {
                byte[] json = JsonTranscoder.create().encode(each);
                written.add(new Written(each.getClass().getName(), Bytes.handOver(json)));
            }
            assertThat(written).isNotEmpty();
            return written;
        }
    }

    /** Requires that the lock asks for the command and says why, and that all is read. */
    void isRead(List<Written> written, String reason) throws Exception {
        assertThat(project.errors())
                .contains(reason)
                .contains("What is stored can still be read")
                .doesNotContain("what is stored cannot be read as it");
        project.clean().update();
        reads(written);
    }

    /** Requires that the lock says nothing, and that all is read. */
    void isReadWithoutQuestion(List<Written> written) throws Exception {
        project.clean().passes();
        reads(written);
    }

    private void reads(List<Written> written) throws Exception {
        try (URLClassLoader loader = project.loader()) {
            for (Written each : written) {
                Class<?> type = loader.loadClass(each.className());
                assertThatCode(() -> JsonTranscoder.create().decode(each.json().toArray(), type))
                        .as("%s %s", each.className(), new String(each.json().toArray(), UTF_8))
                        .doesNotThrowAnyException();
            }
        }
    }

    /** Requires that the lock refuses, and says why. */
    void isNotAllowed(String reason) {
        assertThat(project.updateErrors())
                .contains(reason)
                .contains("what is stored cannot be read as it")
                .doesNotContain("What is stored can still be read");
    }

    /** Requires that the lock refuses and says why, and that of no class all is read. */
    void isNotRead(List<Written> written, String reason) throws Exception {
        isNotAllowed(reason);
        String lock = project.lock();
        project.clean().lock("").update();
        Set<String> read = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        try (URLClassLoader loader = project.loader()) {
            for (Written each : written) {
                read.add(each.className());
                try {
                    JsonTranscoder.create()
                            .decode(each.json().toArray(), loader.loadClass(each.className()));
                } catch (TranscodingException e) {
                    refused.add(each.className());
                }
            }
        }
        assertThat(refused).isEqualTo(read);
        project.lock(lock);
    }
}
