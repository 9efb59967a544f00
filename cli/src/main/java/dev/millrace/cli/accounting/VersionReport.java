package dev.millrace.cli.accounting;

/**
 * What one version predicted.
 *
 * @param judged predictions of inputs that went out without the label
 * @param accuracy share of the judged that are right; 0 where none was judged
 */
public record VersionReport(String version, long predictions, long judged, double accuracy) {}
