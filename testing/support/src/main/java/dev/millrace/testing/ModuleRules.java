package dev.millrace.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;

/** Architecture rules for several modules. */
public final class ModuleRules {

    public static final ArchRule TIME_IS_AN_ARGUMENT = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    public static final ArchRule TENSORS_STAY_BEHIND_THE_MODEL = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

    private ModuleRules() {}

    /** Every package is its own slice, including the module's root package. */
    private static final class Packages implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    /** The rules that every module except the benchmarks keeps, for {@code ArchTests.in}. */
    public static final class Everywhere {

        @ArchTest
        public static final ArchRule NAMES_SAY_WHAT_THINGS_ARE =
                noClasses().should().haveNameMatching(".*(Utils|Helper|Manager|Impl|Base|Common)");

        @ArchTest
        public static final ArchRule NOTHING_STATIC_CHANGES =
                fields().that().areStatic().should().beFinal();

        @ArchTest
        public static final ArchRule NOBODY_SLEEPS = noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("tests wait for conditions, not for a fixed time");

        @ArchTest
        public static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
                slices().assignedFrom(new Packages()).should().beFreeOfCycles();

        /** Another version of ICU may find other words. */
        @ArchTest
        public static final ArchRule ONLY_TOKENIZERS_CUT_WORDS = noClasses()
                .that()
                .resideOutsideOfPackage("dev.millrace.model.text")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.ibm.icu..");

        private Everywhere() {}
    }
}
