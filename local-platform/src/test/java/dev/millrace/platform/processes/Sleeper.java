package dev.millrace.platform.processes;

import java.util.concurrent.locks.LockSupport;

/** A program that never ends by itself, or ends immediately if told to. */
final class Sleeper {

    private Sleeper() {}

    public static void main(String[] arguments) {
        System.out.println("sleeper runs");
        while (arguments.length == 0) {
            LockSupport.park();
        }
        System.exit(3);
    }
}
