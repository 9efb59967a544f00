package dev.millrace.cli.quickstart;

import java.nio.file.Path;
import java.util.Map;

/** The environments in which the services of a local system run. */
interface ServiceEnvironments {

    /** @param folder for the examples */
    Map<String, String> trainer(Path folder);

    /** @param folder for the state of the label joins */
    Map<String, String> streamsApp(Path folder);
}
