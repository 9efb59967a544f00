package dev.millrace.drills.environment;

/**
 * What a scenario runs with.
 *
 * @param prefix of every topic, unique in the drill
 * @param guarantee of the streams apps
 * @param partitions of every topic with more than one
 */
public record ScenarioSetup(String prefix, Guarantee guarantee, int partitions) {}
