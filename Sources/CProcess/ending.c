#define _GNU_SOURCE
#include "shim.h"
#include <errno.h>
#include <signal.h>

int istimara_process_has_ended(pid_t process) {
    siginfo_t information = {.si_pid = 0};
    if (waitid(P_PID, process, &information, WEXITED | WNOHANG | WNOWAIT) < 0) return errno != EINTR;
    return information.si_pid == process;
}

void istimara_process_end(pid_t process, istimara_process_ending *ending) {
    // Until it is waited for, its number and its group's cannot be another's.
    kill(-process, SIGKILL);
    kill(process, SIGKILL);
    struct rusage usage = {.ru_utime = {0}};
    pid_t waited;
    do waited = wait4(process, &ending->status, 0, &usage);
    while (waited < 0 && errno == EINTR);
    ending->cpu_microseconds = ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                               usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}
