package dev.millrace.simulation;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.millrace.testing.ModuleRules;

@AnalyzeClasses(packages = "dev.millrace.simulation")
class ArchitectureTest {

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(ModuleRules.Everywhere.class);
}
