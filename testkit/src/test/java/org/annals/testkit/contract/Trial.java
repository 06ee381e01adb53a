package org.annals.testkit.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs a contract, or one test of it, against a defendant, and keeps what came of each test. */
final class Trial implements TestExecutionListener {
    private static final Launcher LAUNCHER = LauncherFactory.create();
    private static final ThreadLocal<Case> CASE = new ThreadLocal<>();

    private final Map<String, Verdict> verdicts = new TreeMap<>();

    /** Who is on trial in this thread, and how long it is waited for. */
    private record Case(Supplier<RecorderFixture> defendant, Duration deadline) {}

    /** What came of one test. */
    record Verdict(Status status, String reason) {}

    private Trial() {}

    /** Returns a fresh store of whatever is on trial in this thread. */
    static RecorderFixture openDefendant() {
        return CASE.get().defendant().get();
    }

    /** Returns how long whatever is on trial in this thread is waited for. */
    static Duration deadline() {
        return CASE.get().deadline();
    }

    /** Returns what came of each test of a contract, by the test's name. */
    static Map<String, Verdict> of(
            Supplier<RecorderFixture> defendant, Class<? extends RecorderContract> contract) {
        // As long as other tenants have, for no failure is expected.
        return run(
                new Case(defendant, Duration.ofSeconds(30)),
                selectClass(OnTrial.tenantOf(contract)));
    }

    /** Returns what came of one test, by which the defendant is expected to fail. */
    static Verdict of(
            Supplier<RecorderFixture> defendant,
            Class<? extends RecorderContract> contract,
            String test) {
        // Little is lost where a mutant waits for what does not come.
        Map<String, Verdict> verdicts =
                run(
                        new Case(defendant, Duration.ofSeconds(1)),
                        selectMethod(OnTrial.tenantOf(contract), test));
        Verdict verdict = verdicts.get(test);
        if (verdict == null) {
            throw new AssertionError("%s has no test %s.".formatted(contract, test));
        }
        return verdict;
    }

    private static Map<String, Verdict> run(Case tried, DiscoverySelector selector) {
        var trial = new Trial();
        CASE.set(tried);
        try {
            LAUNCHER.execute(
                    LauncherDiscoveryRequestBuilder.request().selectors(selector).build(), trial);
        } finally {
            CASE.remove();
        }
        return trial.verdicts;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String reason = result.getThrowable().map(Throwable::toString).orElse("");
        if (test.getSource().orElse(null) instanceof MethodSource method) {
            verdicts.put(method.getMethodName(), new Verdict(result.getStatus(), reason));
        } else if (result.getStatus() != Status.SUCCESSFUL) {
            verdicts.put(test.getDisplayName(), new Verdict(result.getStatus(), reason));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        verdicts.put(test.getDisplayName(), new Verdict(Status.ABORTED, reason));
    }
}
