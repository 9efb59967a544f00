package dev.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.schemas.testing.ModuleRules;

@AnalyzeClasses(packages = "dev.millrace.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CommandArchitectureTest {

    @ArchTest
    static final ArchTests EVERYWHERE = ArchTests.in(ModuleRules.Everywhere.class);

    @ArchTest
    static final ArchRule KAFKAS_SERVER_IS_SEEN_BY_ONE_CLASS = noClasses()
            .that()
            .doNotHaveSimpleName("EmbeddedBroker")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("dev.millrace.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_AGENT_NEEDS_NOTHING_BUT_THE_JDK = classes()
            .that()
            .haveSimpleName("ParentWatch")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.millrace.cli.processes");
}
