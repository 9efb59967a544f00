package dev.millrace.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.millrace.testing")
class ArchitectureTest {

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(ModuleRules.Everywhere.class);

    @ArchTest
    static final ArchRule knowsNoContract = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.millrace.schemas..",
                    "dev.millrace.records..",
                    "dev.millrace.model..",
                    "dev.millrace.service..");
}
