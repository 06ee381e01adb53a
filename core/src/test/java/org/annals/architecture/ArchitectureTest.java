package org.annals.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import org.junit.jupiter.api.Test;

import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The arrows of ARCHITECTURE.md, and what only the seams may do. */
final class ArchitectureTest {
    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.annals");

    @Test
    void arrowsPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("domain")
                .definedBy("org.annals.domain")
                .layer("settings")
                .definedBy("org.annals.settings")
                .layer("persistence")
                .definedBy("org.annals.persistence")
                .layer("recording")
                .definedBy("org.annals.recording")
                .layer("memory")
                .definedBy("org.annals.memory")
                .layer("application")
                .definedBy("org.annals.application")
                .whereLayer("application")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("memory")
                .mayOnlyBeAccessedByLayers("application")
                .whereLayer("recording")
                .mayOnlyBeAccessedByLayers("memory", "application")
                .whereLayer("persistence")
                .mayOnlyBeAccessedByLayers("recording", "memory", "application")
                .whereLayer("settings")
                .mayOnlyBeAccessedByLayers("persistence", "recording", "memory", "application")
                .check(CORE);
    }

    @Test
    void roomsHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("org.annals.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CORE);
    }

    @Test
    void coreNeedsTheJdkAndAnnotationsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.annals..", "java..", "org.jspecify.annotations..")
                .check(CORE);
    }

    @Test
    void onlyTheSeamsReadClocksAndMakeIds() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.annals.domain.TriggerScope")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(CORE);
    }

    @Test
    void nobodySleepsOrMakesUnnamedThreads() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .check(CORE);
    }

    @Test
    void storedDataNeverChoosesAClass() {
        noClasses()
                .should()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(CORE);
    }
}
