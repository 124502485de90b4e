/// Runs the command named on the command line and ends the process with its exit status.
package func run() async {}
