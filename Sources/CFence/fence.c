#define _GNU_SOURCE
#include "layers.h"
#include "shim.h"
#include <errno.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Linux 6.3; older headers lack them.
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

/// landlock_restrict_self(2) and prctl(2) bind the calling thread alone, so there must be no other.
static int refuse_threads(void) {
    struct stat tasks;
    if (stat("/proc/self/task", &tasks) != 0) return errno;
    // A folder for each thread, `.` and the entry in its parent (proc(5)).
    return tasks.st_nlink == 3 ? 0 : EBUSY;
}

/// capabilities(7): root without them is an account like any other.
static int drop_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    return syscall(SYS_capset, &header, none) == 0 ? 0 : errno;
}

/// getrlimit(2).
static int limit(int resource, rlim_t soft, rlim_t hard) {
    struct rlimit bound = {.rlim_cur = soft, .rlim_max = hard};
    return setrlimit(resource, &bound) == 0 ? 0 : errno;
}

/// PR_SET_PDEATHSIG (prctl(2)); a fork starts without it.
static int die_with(pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    // The parent may have died before that call: then its signal will never come.
    return getppid() == parent ? 0 : ESRCH;
}

int istimara_fence_confine(uint64_t memory, pid_t parent) {
    int failure = refuse_threads();
    // close_range(2) is of Linux 5.9; whoever started the worker closed them too.
    syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
    if (!failure) failure = drop_capabilities();
    if (!failure && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) failure = errno;
    if (!failure && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) failure = errno;
    if (!failure) failure = limit(RLIMIT_CORE, 0, 0);
    if (!failure) failure = limit(RLIMIT_FSIZE, 0, 0);
    if (!failure) failure = limit(RLIMIT_NOFILE, 64, 64);
    if (!failure) failure = limit(RLIMIT_AS, memory, memory);
    if (!failure) failure = die_with(parent);
    return failure;
}

istimara_fence istimara_fence_close(void) {
    istimara_fence fence;
    fence.memory = prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) == 0 ? 0 : -errno;
    fence.landlock = istimara_landlock_close();
    fence.system_calls = -istimara_filter_zygote();
    return fence;
}

int istimara_fence_narrow(uint64_t cpu, pid_t parent, int filter) {
    int failure = die_with(parent);
    // SIGXCPU at the first, which says what happened; SIGKILL a second later, should it be ignored.
    if (!failure) failure = limit(RLIMIT_CPU, cpu, cpu + 1);
    if (!failure && filter) failure = istimara_filter_worker();
    return failure;
}
