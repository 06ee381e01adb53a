package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What the processes of a selftest are started with. */
final class JavaCommandTest {
    @Test
    void onlyWhatAWriterNeedsIsPassedOn() {
        List<String> line =
                JavaCommand.line(
                        List.of(
                                "--module-path=/modules",
                                "-Dannals.home=/home",
                                "-XX:+UseG1GC",
                                "-Djavax.net.ssl.keyStorePassword=s3cret",
                                "-agentlib:jdwp=transport=dt_socket",
                                "-Xmx8g"),
                        WriterProcess.COMMAND);

        assertThat(line)
                .contains("--module-path=/modules", "-Dannals.home=/home", "-XX:+UseSerialGC")
                .endsWith(WriterProcess.COMMAND)
                .noneMatch(each -> each.contains("s3cret"))
                .noneMatch(each -> each.contains("G1GC"))
                .noneMatch(each -> each.contains("jdwp"))
                .doesNotContain("-Xmx8g");
    }

    @Test
    void theEnvironmentBringsNoOptions() {
        assertThat(JavaCommand.with(WriterProcess.COMMAND).environment())
                .doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    }
}
