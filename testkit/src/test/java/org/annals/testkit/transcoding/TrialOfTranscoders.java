package org.annals.testkit.transcoding;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.annals.persistence.Transcoder;
import org.annals.persistence.TreeTranscoder;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs a contract, or one test of it, against a defendant, and keeps what came of each test. */
final class TrialOfTranscoders implements TestExecutionListener {
    private static final ThreadLocal<Supplier<? extends TreeTranscoder>> DEFENDANT =
            new ThreadLocal<>();
    private static final List<Class<? extends TranscodingContract>> TENANTS =
            List.of(Tenant.class, MappingTenant.class, TreeTenant.class);

    private final Map<String, Status> verdicts = new TreeMap<>();

    private TrialOfTranscoders() {}

    /** Returns all contracts. */
    static List<Class<? extends TranscodingContract>> contracts() {
        return TENANTS.stream()
                .<Class<? extends TranscodingContract>>map(TrialOfTranscoders::contractOf)
                .toList();
    }

    private static Class<? extends TranscodingContract> contractOf(Class<?> tenant) {
        return tenant.getSuperclass().asSubclass(TranscodingContract.class);
    }

    private static Class<?> tenantOf(Class<? extends TranscodingContract> contract) {
        return TENANTS.stream()
                .filter(tenant -> contractOf(tenant) == contract)
                .findFirst()
                .orElseThrow();
    }

    /** Returns what came of each test of a contract, by the test's name. */
    static Map<String, Status> of(
            Supplier<? extends TreeTranscoder> defendant,
            Class<? extends TranscodingContract> contract) {
        return run(defendant, selectClass(tenantOf(contract)));
    }

    /** Returns what came of one test. */
    static Status of(
            Supplier<? extends TreeTranscoder> defendant,
            Class<? extends TranscodingContract> contract,
            String test) {
        Status verdict = run(defendant, selectMethod(tenantOf(contract), test)).get(test);
        if (verdict == null) {
            throw new AssertionError("%s has no test %s.".formatted(contract, test));
        }
        return verdict;
    }

    private static Map<String, Status> run(
            Supplier<? extends TreeTranscoder> defendant, DiscoverySelector selector) {
        var trial = new TrialOfTranscoders();
        DEFENDANT.set(defendant);
        try {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request().selectors(selector).build(),
                            trial);
        } finally {
            DEFENDANT.remove();
        }
        return trial.verdicts;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.getSource().orElse(null) instanceof MethodSource method) {
            verdicts.put(method.getMethodName(), result.getStatus());
        } else if (result.getStatus() != Status.SUCCESSFUL) {
            verdicts.put(test.getDisplayName(), result.getStatus());
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        verdicts.put(test.getDisplayName(), Status.ABORTED);
    }

    static final class Tenant extends TranscoderContract {
        private final Supplier<? extends TreeTranscoder> defendant = DEFENDANT.get();

        @Override
        protected Set<ValueKind> kinds() {
            return defendant.get() instanceof Modest modest ? modest.kinds() : super.kinds();
        }

        @Override
        protected Transcoder transcoder() {
            return defendant.get();
        }
    }

    static final class MappingTenant extends MappingContract {
        private final Supplier<? extends TreeTranscoder> defendant = DEFENDANT.get();

        @Override
        protected Transcoder transcoder() {
            return defendant.get();
        }
    }

    static final class TreeTenant extends TreeTranscoderContract {
        private final Supplier<? extends TreeTranscoder> defendant = DEFENDANT.get();

        @Override
        protected TreeTranscoder transcoder() {
            return defendant.get();
        }
    }
}
