#define _GNU_SOURCE
#include "shim.h"
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <unistd.h>

/// A channel: [0] is the parent's end, [1] the program's.
typedef int channel[2];

static void close_channel(channel ends) {
    for (int side = 0; side < 2; side++)
        if (ends[side] >= 0) close(ends[side]);
}

/// Keeps the program's end clear of 0, 1 and 2, onto which the ends are put one after the other; a daemon may have been
/// started with these closed.
static int lift(channel ends) {
    if (ends[1] > STDERR_FILENO) return 0;
    int higher = fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (higher < 0) return errno;
    close(ends[1]);
    ends[1] = higher;
    return 0;
}

static int open_socket(channel ends) {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return errno;
    return lift(ends);
}

static int open_pipe(channel ends) {
    int pipe_ends[2];
    if (pipe2(pipe_ends, O_CLOEXEC) < 0) return errno;
    ends[0] = pipe_ends[0];
    ends[1] = pipe_ends[1];
    return lift(ends);
}

static int start(char *const *arguments, char *const *environment, channel standard[3], pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure) return failure;
    failure = posix_spawnattr_init(&attributes);
    if (failure) {
        posix_spawn_file_actions_destroy(&actions);
        return failure;
    }
    for (int number = 0; number < 3 && !failure; number++)
        failure = posix_spawn_file_actions_adddup2(&actions, standard[number][1], number);
    if (!failure) failure = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);

    sigset_t none, every;
    sigemptyset(&none);
    sigfillset(&every);
    if (!failure) failure = posix_spawnattr_setsigmask(&attributes, &none);
    if (!failure) failure = posix_spawnattr_setsigdefault(&attributes, &every);
    if (!failure)
        failure = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    if (!failure) failure = posix_spawn(process, arguments[0], &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

int istimara_process_spawn(char *const *arguments, char *const *environment, istimara_process *started) {
    channel standard[3] = {{-1, -1}, {-1, -1}, {-1, -1}};
    int failure = open_socket(standard[0]);
    if (!failure) failure = open_pipe(standard[1]);
    if (!failure) failure = open_pipe(standard[2]);
    for (int number = 0; number < 3 && !failure; number++)
        if (fcntl(standard[number][0], F_SETFL, O_NONBLOCK) < 0) failure = errno;
    if (!failure) failure = start(arguments, environment, standard, &started->process);
    if (failure) {
        for (int number = 0; number < 3; number++) close_channel(standard[number]);
        return failure;
    }
    for (int number = 0; number < 3; number++) close(standard[number][1]);
    started->request = standard[0][0];
    started->reply = standard[1][0];
    started->trouble = standard[2][0];
    return 0;
}

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
