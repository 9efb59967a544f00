package dev.millrace.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.millrace.streams", importOptions = ImportOption.DoNotIncludeTests.class)
final class StreamsArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.millrace.streams.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePureCoreKnowsNoKafka = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(LookAheadStage|StagedRecords?|Batch|PoisonIsolation|Verdict|CurrentModel|ModelSwitch|ModelOffers|WarmUp|Lease"
                            + "|DeadLetter|DeadLetterReason|Reading|RestartPolicy)(\\$.*)?")
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
    static final ArchRule tensorsStayBehindTheModel = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses().should().haveNameMatching(".*(Utils|Helper|Manager|Impl|Base|Common)");

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule onlyMainExits =
            noClasses().that().doNotHaveSimpleName("StreamsApp").should().callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");
}
