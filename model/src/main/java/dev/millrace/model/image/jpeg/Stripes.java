package dev.millrace.model.image.jpeg;

import java.util.List;

/** Fills the planes with one row of units after another. */
interface Stripes {

    List<Plane> planes();

    /** @throws UnsupportedJpegException if the file is damaged here */
    void next();
}
