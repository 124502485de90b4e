#ifndef ISTIMARA_FENCE_SHIM_H
#define ISTIMARA_FENCE_SHIM_H
#include <stdint.h>
#include <sys/types.h>

/// The three layers that a kernel may be without.
typedef struct {
    /// landlock(7): the ABI in force, 1 or more; or a negated errno, and then nothing is in force.
    int landlock;
    /// PR_SET_MDWE (prctl(2)), no memory that is written and run: 0, or a negated errno.
    int memory;
    /// seccomp(2): 0, or a negated errno.
    int system_calls;
} istimara_fence;

/// Lays on the calling process what every kernel can: one thread, the descriptors 0 to 2, no capabilities, no new rights,
/// no debugger, no core file, no file that grows, 64 descriptors, `memory` bytes of address space; and it dies with the
/// thread of `parent` that started it.
///
/// Returns 0 or an errno: EBUSY for a second thread, ESRCH where the parent is gone.
int istimara_fence_confine(uint64_t memory, pid_t parent);

/// Closes what the kernel can close for good: memory, the file system, TCP, signals, system calls. Says what came of it.
///
/// After it the process can open nothing and load no library. It can fork, wait for orders, and call
/// `istimara_fence_narrow`.
istimara_fence istimara_fence_close(void);

/// Takes the rest from a worker: it runs for `cpu` seconds, dies with the thread of `parent`, and has no fork.
///
/// `filter` is whether system calls are filtered. Returns 0 or an errno.
int istimara_fence_narrow(uint64_t cpu, pid_t parent, int filter);
#endif
