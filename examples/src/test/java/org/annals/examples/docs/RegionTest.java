package org.annals.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class RegionTest {
    private static String region(String source) {
        return Region.in(source.lines().toList(), "a");
    }

    @Test
    void aRegionLosesCommonIndentationAndBlankLinesAroundIt() {
        assertThat(
                        region(
                                """
                                before();
                                    // @start region="a"

                                    if (x) {
                                        y();
                                    }

                                    // @end
                                after();
                                """))
                .isEqualTo("if (x) {\n    y();\n}");
    }

    @Test
    void aReplacementIsMadeOnItsLineAloneOrOnTheNext() {
        assertThat(
                        region(
                                """
                                // @start region="a"
                                use(A, A); // @replace substring="A" replacement="B"
                                // @replace substring="A" replacement="\\"C\\"":
                                use(A);
                                use(A);
                                // @end
                                """))
                .isEqualTo("use(B, B);\nuse(\"C\");\nuse(A);");
    }

    @Test
    void anInnerRegionBelongsToTheOuterOne() {
        assertThat(
                        region(
                                """
                                // @start region="a"
                                one();
                                // @start region="b"
                                two();
                                // @end
                                three();
                                // @end
                                """))
                .isEqualTo("one();\ntwo();\nthree();");
    }

    @Test
    void whatIsWrongWithRegionsIsTold() {
        assertRefused("one();", "no region 'a'");
        assertRefused("// @start region=\"a\"\n", "do not end");
        assertRefused("// @end\n", "did not begin");
        assertRefused(
                "// @start region=\"a\"\n// @end\n// @start region=\"a\"\n// @end\n", "twice");
        assertRefused(
                "// @start region=\"a\"\nb(); // @replace substring=\"x\" replacement=\"\"\n// @end",
                "no 'x' to replace");
    }

    private static void assertRefused(String source, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> region(source))
                .withMessageContaining(message);
    }
}
