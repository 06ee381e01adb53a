package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** That every contract runs, whole, for every tenant. */
final class NeverSkipsTest {
    private static final String SUFFIX = "Contract";

    static List<Class<? extends RecorderContract>> contracts() {
        return OnTrial.contracts();
    }

    /** Returns the names of the contracts that are published, without the suffix. */
    private static Set<String> published() throws IOException, URISyntaxException {
        Class<?> some = AppendContract.class;
        Path classes =
                Path.of(some.getProtectionDomain().getCodeSource().getLocation().toURI())
                        .resolve(some.getPackageName().replace('.', '/'));
        try (var files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(
                            name ->
                                    name.endsWith(SUFFIX + ".class")
                                            && !name.startsWith("Recorder"))
                    .map(name -> name.substring(0, name.indexOf(SUFFIX)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> named(String name) throws ClassNotFoundException {
        return Class.forName(AppendContract.class.getPackageName() + "." + name);
    }

    @Test
    void noContractIsForgotten() throws Exception {
        Set<String> published = published();
        assertTrue(published.contains("Append"));
        for (String contract : published) {
            Class<?> tenant = named("Memory" + contract + "Test");
            assertEquals(named(contract + SUFFIX), tenant.getSuperclass());
        }
        assertEquals(
                published,
                OnTrial.contracts().stream()
                        .map(contract -> contract.getSimpleName().replace(SUFFIX, ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void noTestIsSkippedOrGivenUp(Class<? extends RecorderContract> contract) {
        Map<String, Trial.Verdict> verdicts = Trial.of(MemoryFixture::new, contract);
        assertEquals(testsOf(contract), verdicts.keySet());
        assertFalse(verdicts.isEmpty());
        verdicts.forEach(
                (test, verdict) -> assertEquals(Status.SUCCESSFUL, verdict.status(), test));
    }

    private static Set<String> testsOf(Class<?> contract) {
        return Arrays.stream(contract.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void contractsAreFlatAndTheirTestsCannotBeReplaced(Class<? extends RecorderContract> contract) {
        Class<?> published = contract.getSuperclass();
        assertEquals(0, published.getDeclaredClasses().length, published.getName());
        assertTrue(Modifier.isAbstract(published.getModifiers()), published.getName());
        for (Method method : published.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                assertEquals(0, method.getModifiers(), method::toString);
            }
        }
    }
}
