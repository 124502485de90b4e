#ifndef ISTIMARA_PROCESS_SHIM_H
#define ISTIMARA_PROCESS_SHIM_H
#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>

/// A program that was started, and the parent's ends of its descriptors 0, 1 and 2.
///
/// The parent's ends never block and are closed in whatever else the parent starts.
typedef struct {
    pid_t process;
    /// Its standard input: a socket, so that writing to a dead program is an error and not a signal.
    int request;
    /// Its standard output.
    int reply;
    /// Its standard error.
    int trouble;
} istimara_process;

/// What a program used up, and how it ended.
typedef struct {
    /// As `waitpid` gives it.
    int status;
    /// User and system time.
    int64_t cpu_microseconds;
} istimara_process_ending;

/// Starts `arguments[0]` in a process group of its own with this environment, the descriptors 0, 1 and 2 and no other,
/// no signal blocked and none ignored.
///
/// Returns 0, or the errno of what could not be done; then nothing was started and nothing is left open.
int istimara_process_spawn(char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment,
                           istimara_process *_Nonnull started);

/// Whether `process` has ended by itself; it stays to be ended by `istimara_process_end`.
int istimara_process_has_ended(pid_t process);

/// Kills the process and whatever it started (its group), waits for it and says how it ended. Once for each process.
void istimara_process_end(pid_t process, istimara_process_ending *_Nonnull ending);

static inline int istimara_exited(int status) { return WIFEXITED(status); }
static inline int istimara_exit_status(int status) { return WEXITSTATUS(status); }
static inline int istimara_signalled(int status) { return WIFSIGNALED(status); }
static inline int istimara_signal(int status) { return WTERMSIG(status); }
#endif
