package dev.millrace.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoKafkaAndNoAvro = noClasses()
            .that()
            .resideInAPackage("..model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "..schemas..");

    @ArchTest
    static final ArchRule keepsTensorsBehindTheNetworks = noClasses()
            .that()
            .resideOutsideOfPackages("..model.image", "..model.text", "..model.nativemath")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule hasNoNamesThatSayNothing =
            noClasses().should().haveNameMatching(".*(Utils|Helper|Manager|Impl|Base|Common)");

    @ArchTest
    static final ArchRule hasNoGlobalState =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule neverSleepsOrAsksTheClock = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");
}
