package dev.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.testing.ModuleRules;

@AnalyzeClasses(packages = "dev.millrace.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CommandArchitectureTest {

    @ArchTest
    static final ArchTests EVERYWHERE = ArchTests.in(ModuleRules.Everywhere.class);

    @ArchTest
    static final ArchRule KNOWS_NO_TEST_SYSTEM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.millrace.drills..", "dev.millrace.simulation..", "org.objectweb.asm..");

    @ArchTest
    static final ArchRule TENSORS_STAY_BEHIND_THE_MODEL = ModuleRules.TENSORS_STAY_BEHIND_THE_MODEL;
}
