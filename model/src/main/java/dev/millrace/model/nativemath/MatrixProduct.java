package dev.millrace.model.nativemath;

import org.bytedeco.openblas.global.openblas;

/** OpenBLAS' single-precision matrix product: C = A · B, either side transposed, added to C where asked for. */
public final class MatrixProduct {

    private MatrixProduct() {}

    /**
     * C[rows, columns] = (accumulate ? C : 0) + A · B over {@code inner}.
     *
     * @param transposeA A is stored [inner, rows]
     * @param transposeB B is stored [columns, inner]
     */
    public static void multiply(
            Matrix a,
            boolean transposeA,
            Matrix b,
            boolean transposeB,
            Matrix c,
            int rows,
            int columns,
            int inner,
            boolean accumulate) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
                transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
                rows,
                columns,
                inner,
                1f,
                a.memory(),
                transposeA ? rows : inner,
                b.memory(),
                transposeB ? inner : columns,
                accumulate ? 1f : 0f,
                c.memory(),
                columns);
    }
}
