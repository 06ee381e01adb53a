package org.annals.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import org.annals.domain.EventSourcingException;
import org.junit.jupiter.api.Test;

import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
                .layer("compression")
                .definedBy("org.annals.compression")
                .layer("encryption")
                .definedBy("org.annals.encryption")
                .layer("persistence")
                .definedBy("org.annals.persistence")
                .layer("integrity")
                .definedBy("org.annals.integrity")
                .layer("recording")
                .definedBy("org.annals.recording")
                .layer("memory")
                .definedBy("org.annals.memory")
                .layer("dcb")
                .definedBy("org.annals.dcb")
                .layer("application")
                .definedBy("org.annals.application")
                .layer("following")
                .definedBy("org.annals.following")
                .layer("projection")
                .definedBy("org.annals.projection")
                .layer("system")
                .definedBy("org.annals.system")
                .whereLayer("system")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("projection")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("following")
                .mayOnlyBeAccessedByLayers("projection", "system")
                .whereLayer("application")
                .mayOnlyBeAccessedByLayers("following", "projection", "system")
                .whereLayer("dcb")
                .mayOnlyBeAccessedByLayers("application", "following", "projection", "system")
                .whereLayer("memory")
                .mayOnlyBeAccessedByLayers("application", "following", "projection", "system")
                .whereLayer("recording")
                .mayOnlyBeAccessedByLayers(
                        "memory", "application", "following", "projection", "system")
                .whereLayer("integrity")
                .mayOnlyBeAccessedByLayers(
                        "recording", "memory", "application", "following", "projection", "system")
                .whereLayer("persistence")
                .mayOnlyBeAccessedByLayers(
                        "integrity",
                        "recording",
                        "dcb",
                        "memory",
                        "application",
                        "following",
                        "projection",
                        "system")
                .whereLayer("compression")
                .mayOnlyBeAccessedByLayers(
                        "persistence",
                        "recording",
                        "memory",
                        "application",
                        "following",
                        "projection",
                        "system")
                .whereLayer("encryption")
                .mayOnlyBeAccessedByLayers(
                        "persistence",
                        "recording",
                        "memory",
                        "application",
                        "following",
                        "projection",
                        "system")
                .whereLayer("settings")
                .mayOnlyBeAccessedByLayers(
                        "compression",
                        "encryption",
                        "persistence",
                        "integrity",
                        "recording",
                        "memory",
                        "application",
                        "following",
                        "projection",
                        "system")
                .check(CORE);
    }

    @Test
    void compressionAndEncryptionUseOnlyTheExceptionsOfTheRoomsBelow() {
        for (String room : List.of("org.annals.compression", "org.annals.encryption")) {
            noClasses()
                    .that()
                    .resideInAPackage(room)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.annals..")
                                    .and(not(resideInAPackage(room)))
                                    .and(not(assignableTo(EventSourcingException.class))))
                    .check(CORE);
        }
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
                .resideOutsideOfPackages(
                        "org.annals..",
                        "java..",
                        "javax.crypto..",
                        "javax.sql..",
                        "org.jspecify.annotations..")
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
