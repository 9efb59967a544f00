package dev.millrace.cli.accounting;

/**
 * The predictions of one version.
 *
 * @param judged number of predictions for inputs that were sent without their label
 * @param accuracy share of the judged predictions that are correct; 0 if none was judged
 */
public record VersionReport(String version, long predictions, long judged, double accuracy) {}
