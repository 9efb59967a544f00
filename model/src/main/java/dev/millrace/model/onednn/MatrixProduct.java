package dev.millrace.model.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** The single-precision product of row-major matrices: oneDNN's, or OpenBLAS' if oneDNN is missing. */
public final class MatrixProduct {

    private final boolean hasOneDnn = OneDnn.isAvailable();

    /** A factor, transposed or not. */
    record Factor(FloatPointer numbers, boolean isTransposed) {

        static Factor of(FloatPointer numbers) {
            return new Factor(numbers, false);
        }

        static Factor transposed(FloatPointer numbers) {
            return new Factor(numbers, true);
        }

        private byte letter() {
            return (byte) (isTransposed ? 'T' : 'N');
        }

        private int order() {
            return isTransposed ? openblas.CblasTrans : openblas.CblasNoTrans;
        }

        /** Distance between rows, for a factor of so many rows and columns. */
        private int stride(int rows, int columns) {
            return isTransposed ? rows : columns;
        }
    }

    /**
     * The extents of a product.
     *
     * @param rows of the left factor
     * @param columns of the right factor
     * @param inner columns of the left factor and rows of the right one
     */
    record Extents(int rows, int columns, int inner) {}

    /** Sets {@code product} to left [rows][inner] × right [inner][columns], and grows it if necessary. */
    public void multiply(
            NativeBuffer left, NativeBuffer right, NativeBuffer product, int rows, int columns, int inner) {
        product.ensure(Math.multiplyExact(rows, columns));
        multiply(
                Factor.of(left.memory()),
                Factor.of(right.memory()),
                product.memory(),
                new Extents(rows, columns, inner),
                0f);
    }

    /** @param kept factor for the previous content of {@code product}: 1 to add to it, 0 to overwrite it */
    void multiply(Factor left, Factor right, FloatPointer product, Extents extents, float kept) {
        if (hasOneDnn) {
            byOneDnn(left, right, product, extents, kept);
        } else {
            byOpenBlas(left, right, product, extents, kept);
        }
    }

    /**
     * Adds row × matrix to {@code sums}. For machines with oneDNN, because OpenBLAS' product takes two to five times as
     * long with its kernels for Cooper Lake.
     *
     * @param matrix [length of the row][columns], with rows {@code stride} apart
     */
    static void addRow(FloatPointer row, int length, FloatPointer matrix, int stride, FloatPointer sums, int columns) {
        requireSuccess(
                dnnl.dnnl_sgemm(
                        (byte) 'N', (byte) 'N', 1, columns, length, 1f, row, length, matrix, stride, 1f, sums, columns),
                new Extents(1, columns, length));
    }

    private static void requireSuccess(int status, Extents extents) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("dnnl_sgemm returned status " + status + " for " + extents);
        }
    }

    private static void byOneDnn(Factor left, Factor right, FloatPointer product, Extents extents, float kept) {
        int status = dnnl.dnnl_sgemm(
                left.letter(),
                right.letter(),
                extents.rows(),
                extents.columns(),
                extents.inner(),
                1f,
                left.numbers(),
                left.stride(extents.rows(), extents.inner()),
                right.numbers(),
                right.stride(extents.inner(), extents.columns()),
                kept,
                product,
                extents.columns());
        requireSuccess(status, extents);
    }

    private static void byOpenBlas(Factor left, Factor right, FloatPointer product, Extents extents, float kept) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                left.order(),
                right.order(),
                extents.rows(),
                extents.columns(),
                extents.inner(),
                1f,
                left.numbers(),
                left.stride(extents.rows(), extents.inner()),
                right.numbers(),
                right.stride(extents.inner(), extents.columns()),
                kept,
                product,
                extents.columns());
    }
}
