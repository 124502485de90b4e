#ifndef ISTIMARA_PROCESS_SHIM_H
#define ISTIMARA_PROCESS_SHIM_H
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>

/// A program that was started and that forks a process for each order.
typedef struct {
    pid_t process;
    /// The parent's end of its standard input: a socket of packets, one for an order and one for its answer.
    int orders;
    /// Its standard output and standard error.
    int trouble;
    /// The thread that it is a child of.
    uintptr_t keeper;
} istimara_zygote;

/// A process that a zygote forked, and the parent's ends of its descriptors 0, 1 and 2.
///
/// The parent's ends never block and are closed in whatever else the parent starts.
typedef struct {
    pid_t process;
    /// Its standard input: a socket, so that writing to a dead process is an error and not a signal.
    int request;
    /// Its standard output.
    int reply;
    /// Its standard error.
    int trouble;
} istimara_process;

/// What a process used up, and how it ended.
typedef struct {
    /// As `waitpid` gives it.
    int status;
    /// User and system time.
    int64_t cpu_microseconds;
} istimara_process_ending;

/// Starts `arguments[0]` in a process group of its own with this environment, three descriptors and no other, no signal
/// blocked and none ignored; as a child of a thread that lives until `istimara_zygote_release`.
///
/// Returns 0, or the errno of what could not be done; then nothing was started and nothing is left open.
int istimara_zygote_start(char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment,
                          istimara_zygote *_Nonnull started);

/// Reads one packet from the zygote. Returns its size, 0 where the zygote has closed its end, or a negated errno:
/// ETIMEDOUT after `milliseconds`.
long istimara_zygote_hear(const istimara_zygote *_Nonnull zygote, void *_Nonnull packet, size_t size, int milliseconds);

/// Has the zygote fork a process whose descriptors 0 to 2 are new and nobody else's. It is a child of this process, not
/// of the zygote.
///
/// Returns 0, or an errno; then the zygote may be unfit for more.
int istimara_zygote_fork(const istimara_zygote *_Nonnull zygote, int milliseconds, istimara_process *_Nonnull started);

/// Closes the descriptors of a zygote that has ended, and lets its thread end: what it forked dies with it.
void istimara_zygote_release(const istimara_zygote *_Nonnull zygote);

/// The zygote's side: forks for each order that comes on descriptor 0.
///
/// Returns 1 in each new process, whose descriptors 0 to 2 are the order's and whose process group is its own; in the
/// zygote 0 where there are no more orders, or a negated errno.
int istimara_zygote_serve(void);

/// Whether `process` has ended by itself; it stays to be ended by `istimara_process_end`.
int istimara_process_has_ended(pid_t process);

/// Kills the process and whatever it started (its group), waits for it and says how it ended. Once for each process.
void istimara_process_end(pid_t process, istimara_process_ending *_Nonnull ending);

static inline int istimara_exited(int status) { return WIFEXITED(status); }
static inline int istimara_exit_status(int status) { return WEXITSTATUS(status); }
static inline int istimara_signalled(int status) { return WIFSIGNALED(status); }
static inline int istimara_signal(int status) { return WTERMSIG(status); }
#endif
