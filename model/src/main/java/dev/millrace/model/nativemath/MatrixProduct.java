package dev.millrace.model.nativemath;

import org.bytedeco.dnnl.global.dnnl;

/** oneDNN's single-precision matrix product: C = A · B, either side transposed, added to C where asked for. */
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
        int status = dnnl.dnnl_sgemm(
                (byte) (transposeA ? 'T' : 'N'),
                (byte) (transposeB ? 'T' : 'N'),
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
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN's matrix product answered with status " + status);
        }
    }
}
