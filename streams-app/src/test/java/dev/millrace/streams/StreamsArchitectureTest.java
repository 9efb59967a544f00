package dev.millrace.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.testing.ModuleRules;

@AnalyzeClasses(packages = "dev.millrace.streams", importOptions = ImportOption.DoNotIncludeTests.class)
final class StreamsArchitectureTest {

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(ModuleRules.Everywhere.class);

    @ArchTest
    static final ArchRule thePureCoreKnowsNoKafka = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(LookAheadStage|StagedRecords?|Batch|PoisonIsolation|RecordResult|CurrentModel|ModelInstaller|ModelSelector|WarmUp|ClassifierHandle"
                            + "|RestartPolicy)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule theStageAsksNoClock = noClasses()
            .that()
            .haveNameMatching(".*\\.(LookAheadStage|StagedRecords?|Batch|PoisonIsolation)(\\$.*)?")
            .should()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule theTrainerIsFarAway =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.millrace.trainer..");

    @ArchTest
    static final ArchRule tensorsStayBehindTheModel = ModuleRules.TENSORS_STAY_BEHIND_THE_MODEL;

    @ArchTest
    static final ArchRule onlyMainExits =
            noClasses().that().doNotHaveSimpleName("StreamsApp").should().callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule timeIsAnArgument = ModuleRules.TIME_IS_AN_ARGUMENT;
}
