package dev.millrace.modelregistry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.testing.ModuleRules;

@AnalyzeClasses(packages = "dev.millrace.modelregistry", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(ModuleRules.Everywhere.class);

    @ArchTest
    static final ArchRule knowsNoService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.millrace.service..", "dev.millrace.trainer..", "dev.millrace.streams..");

    @ArchTest
    static final ArchRule tensorsStayBehindTheModel = ModuleRules.TENSORS_STAY_BEHIND_THE_MODEL;
}
