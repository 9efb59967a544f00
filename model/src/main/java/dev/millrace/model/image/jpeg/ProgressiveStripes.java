package dev.millrace.model.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes all scans of a progressive file at once, and transforms the coefficients as far as it is asked for. */
final class ProgressiveStripes implements Stripes {

    /** Of two bytes each; larger images are left to another codec. */
    private static final long MOST_COEFFICIENTS = 12L * 1024 * 1024;

    private final Frame frame;
    private final List<Plane> planes;
    private final List<Coefficients> coefficients = new ArrayList<>();
    private int row;

    ProgressiveStripes(byte[] file, Segments segments, Scan firstScan, List<Plane> planes) {
        this.frame = segments.frame();
        this.planes = planes;
        long all = 0;
        for (int i = 0; i < planes.size(); i++) {
            all += Coefficients.count(
                    frame, frame.components().get(i), planes.get(i).shape());
        }
        if (all > MOST_COEFFICIENTS) {
            throw new UnsupportedJpegException("a progressive file of " + all + " coefficients");
        }
        for (int i = 0; i < planes.size(); i++) {
            coefficients.add(new Coefficients(
                    frame, frame.components().get(i), planes.get(i).shape()));
        }
        Optional<Scan> scan = Optional.of(firstScan);
        while (scan.isPresent()) {
            segments.continueAt(new ProgressiveScan(file, segments, scan.get(), coefficients).read());
            scan = segments.nextScan();
        }
        if (!coefficients.stream().allMatch(Coefficients::isBegun)) {
            throw new UnsupportedJpegException("a progressive file without the first scan of a component");
        }
    }

    @Override
    public List<Plane> planes() {
        return planes;
    }

    @Override
    public void next() {
        for (int i = 0; i < planes.size(); i++) {
            int rows = frame.components().get(i).vertical();
            for (int blockRow = 0; blockRow < rows; blockRow++) {
                coefficients.get(i).put(row * rows + blockRow, planes.get(i), blockRow);
            }
        }
        row++;
    }
}
