#define _GNU_SOURCE
#include "shim.h"
#include <errno.h>
#include <sys/prctl.h>
#include <unistd.h>

static int limit(int resource, rlim_t soft, rlim_t hard) {
    struct rlimit bound = {.rlim_cur = soft, .rlim_max = hard};
    return setrlimit(resource, &bound) == 0 ? 0 : errno;
}

int istimara_process_confine(uint64_t memory, uint64_t cpu, pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    // The parent may have died before that call: then its signal will never come.
    if (getppid() != parent) return ESRCH;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    int failure = limit(RLIMIT_CORE, 0, 0);
    if (!failure) failure = limit(RLIMIT_FSIZE, 0, 0);
    if (!failure) failure = limit(RLIMIT_NOFILE, 64, 64);
    if (!failure) failure = limit(RLIMIT_AS, memory, memory);
    // SIGXCPU at the first, which says what happened; SIGKILL a second later, should it be ignored.
    if (!failure) failure = limit(RLIMIT_CPU, cpu, cpu + 1);
    return failure;
}
