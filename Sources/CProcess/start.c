#define _GNU_SOURCE
#include "channel.h"
#include "shim.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/// Starts `arguments[0]` in a process group of its own, with `orders` as its standard input, `trouble` as its output and
/// error and no other descriptor, no signal blocked and none ignored.
static int spawn(char *const *arguments, char *const *environment, int orders, int trouble, pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure) return failure;
    failure = posix_spawnattr_init(&attributes);
    if (failure) {
        posix_spawn_file_actions_destroy(&actions);
        return failure;
    }
    const int standard[] = {orders, trouble, trouble};
    for (int number = 0; number < 3 && !failure; number++)
        failure = posix_spawn_file_actions_adddup2(&actions, standard[number], number);
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

static int start(char *const *arguments, char *const *environment, istimara_zygote *started) {
    channel orders = NO_CHANNEL, trouble = NO_CHANNEL;
    int failure = istimara_channel_socket(orders, SOCK_SEQPACKET);
    if (!failure) failure = istimara_channel_pipe(trouble);
    if (!failure) failure = spawn(arguments, environment, orders[1], trouble[1], &started->process);
    if (failure) {
        istimara_channel_close(orders);
        istimara_channel_close(trouble);
        return failure;
    }
    close(orders[1]);
    close(trouble[1]);
    started->orders = orders[0];
    started->trouble = trouble[0];
    return 0;
}

/// The thread that a zygote and its workers are children of: PR_SET_PDEATHSIG (prctl(2)) tells of its end, not of the
/// process's, and the threads of a pool come and go.
struct keeper {
    pthread_t thread;
    sem_t started, released;
    char *const *arguments, *const *environment;
    istimara_zygote *zygote;
    int failure;
};

static void wait_for(sem_t *semaphore) {
    while (sem_wait(semaphore) != 0 && errno == EINTR) {}
}

static void *keep(void *context) {
    struct keeper *keeper = context;
    keeper->failure = start(keeper->arguments, keeper->environment, keeper->zygote);
    int failure = keeper->failure;
    sem_post(&keeper->started);
    if (!failure) wait_for(&keeper->released);
    return NULL;
}

static void discard(struct keeper *keeper) {
    pthread_join(keeper->thread, NULL);
    sem_destroy(&keeper->started);
    sem_destroy(&keeper->released);
    free(keeper);
}

int istimara_zygote_start(char *const *arguments, char *const *environment, istimara_zygote *started) {
    struct keeper *keeper = malloc(sizeof *keeper);
    if (!keeper) return ENOMEM;
    *keeper = (struct keeper){.arguments = arguments, .environment = environment, .zygote = started};
    sem_init(&keeper->started, 0, 0);
    sem_init(&keeper->released, 0, 0);
    // Signals are for the other threads.
    sigset_t every, before;
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    int failure = pthread_create(&keeper->thread, NULL, keep, keeper);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failure) {
        free(keeper);
        return failure;
    }
    wait_for(&keeper->started);
    failure = keeper->failure;
    if (failure) discard(keeper);
    else started->keeper = (uintptr_t)keeper;
    return failure;
}

void istimara_zygote_release(const istimara_zygote *zygote) {
    close(zygote->orders);
    close(zygote->trouble);
    struct keeper *keeper = (struct keeper *)zygote->keeper;
    sem_post(&keeper->released);
    discard(keeper);
}
