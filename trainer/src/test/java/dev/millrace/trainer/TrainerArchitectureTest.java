package dev.millrace.trainer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.service.PrivateDirectory;
import dev.millrace.testing.ModuleRules;

@AnalyzeClasses(packages = "dev.millrace.trainer", importOptions = ImportOption.DoNotIncludeTests.class)
final class TrainerArchitectureTest {

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(ModuleRules.Everywhere.class);

    @ArchTest
    static final ArchRule thePureCoreKnowsNoKafka = noClasses()
            .that()
            .resideInAnyPackage("..trainer.examples..", "..trainer.training..", "..trainer.gate..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "org.apache.kafka..",
                            "dev.millrace.schemas..",
                            "dev.millrace.records..",
                            "dev.millrace.service..")
                    .and(not(JavaClass.Predicates.equivalentTo(PrivateDirectory.class))));

    @ArchTest
    static final ArchRule theStreamsAppIsFarAway =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.millrace.streams..");

    @ArchTest
    static final ArchRule tensorsStayBehindTheModel = ModuleRules.TENSORS_STAY_BEHIND_THE_MODEL;

    @ArchTest
    static final ArchRule theCoreAsksNoClock = noClasses()
            .that()
            .resideOutsideOfPackage("dev.millrace.trainer")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");
}
